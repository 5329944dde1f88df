import { depthOf } from '../model/hostile-json.ts';
import type { Cell } from './sample.ts';

/** Deeper text is left as text: parsing recurses. */
const DEEPEST = 40;

/** The JSON that a text is, if it is a list or a map, or a string that holds one (JSON in JSON). */
export function parseJson(text: string): Cell | undefined {
  const first = text.trimStart()[0];
  if (first !== '{' && first !== '[' && !(first === '"' && /^\s*"\s*(?:\\?["{[]|\{|\[)/.test(text)))
    return undefined;
  if (depthOf(text) > DEEPEST) return undefined;
  try {
    const value: Cell = JSON.parse(text);
    return typeof value === 'object' || typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** JSON that holds text which is JSON again. */
export function isDeepJson(text: string): boolean {
  return text.includes(String.raw`\"`);
}
