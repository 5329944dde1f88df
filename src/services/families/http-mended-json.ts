/** JSON whose end was cut off, as far as it is whole. Pure, and linear in its length. */
import { boundedJson, MOST_DEPTH } from './bounded-json.ts';

const CLOSERS: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/** Everything up to the last entry that ended, with what was open closed; `undefined` where nothing is left of it. */
export function mendedJson(text: string): unknown {
  const open: string[] = [];
  let whole = '';
  let end = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (sign === '"') at = afterString(text, at);
    else if (sign === '{' || sign === '[') {
      if (open.length >= MOST_DEPTH) return undefined;
      open.unshift(CLOSERS[sign] ?? '');
    } else if (sign === '}' || sign === ']' || sign === ',') {
      if (sign !== ',') open.shift();
      end = sign === ',' ? at : at + 1;
      whole = open.join('');
    }
  }
  return end === 0 ? undefined : boundedJson(`${text.slice(0, end)}${whole}`);
}

/** Where the string that begins here ends. */
function afterString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
