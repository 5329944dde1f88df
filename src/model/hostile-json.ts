/** JSON that anybody may have written: measured before it is parsed, cleaned after. */
import { untrusted } from './untrusted.ts';

/** How deep it nests at most; brackets in texts count too, which only makes it stricter. */
export function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, (depth += 1));
    else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return deepest;
}

/** Throws a `SyntaxError` where it is no JSON, nests deeper, or has a key that would change how objects work. */
export function parseHostile(text: string, deepest: number): unknown {
  if (depthOf(text) > deepest) throw new SyntaxError('nested too deep to be ours');
  return JSON.parse(text, (key, value: unknown) => {
    if (key === '__proto__') throw new SyntaxError('"__proto__" is no key of ours');
    return value;
  });
}

const MOST_TEXT = 400;
const MOST_KEY = 100;

/** Whoever wrote it may have planted what a server could not: every text passes the gate for untrusted ones. */
export function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return untrusted(value, MOST_TEXT);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [untrusted(key, MOST_KEY), cleaned(each)]),
  );
}
