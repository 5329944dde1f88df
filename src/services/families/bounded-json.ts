import { depthOf } from '../../model/hostile-json.ts';

export const MOST_DEPTH = 32;

/** Some servers begin with it, and readers may pass over it. https://www.rfc-editor.org/rfc/rfc8259#section-8.1 */
const BYTE_ORDER_MARK = '\uFEFF';

/** JSON that is not deep and not large; a hostile document is `undefined`, as one that is no JSON. */
export function boundedJson(document: string): unknown {
  const text = document.startsWith(BYTE_ORDER_MARK) ? document.slice(1) : document;
  if (!/^\s*[{[]/.test(text) || depthOf(text) > MOST_DEPTH) return undefined;
  try {
    return JSON.parse(text, (key, value: unknown) => (key === '__proto__' ? undefined : value));
  } catch {
    return undefined;
  }
}
