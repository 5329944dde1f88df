import { depthOf } from '../../model/hostile-json.ts';

export const MOST_DEPTH = 32;

/** JSON that is not deep and not large; a hostile document is `undefined`, as one that is no JSON. */
export function boundedJson(text: string): unknown {
  if (!/^\s*[{[]/.test(text) || depthOf(text) > MOST_DEPTH) return undefined;
  try {
    return JSON.parse(text, (key, value: unknown) => (key === '__proto__' ? undefined : value));
  } catch {
    return undefined;
  }
}
