/** `nightlatch: accept RULE until 2027-01-01 because …` in a comment, for the line that it stands on or above. */
import type { LineException } from '../model/exception.ts';
import type { Source } from './text/source.ts';

const ACCEPT =
  /(?:#|\/\/|<!--|;|\*)[ \t]*nightlatch:[ \t]*accept[ \t]+([a-z][a-z-]{0,60})[ \t]+until[ \t]+(\d{4}-\d\d-\d\d)[ \t]+because[ \t]+\S/g;

export function exceptionsIn(source: Source): LineException[] {
  if (!source.text.includes('nightlatch:')) return [];
  return [...source.text.matchAll(ACCEPT)].map(({ index, 1: rule = '', 2: until = '' }) => {
    const { file, line, column } = source.at(index);
    const before = source.text.slice(index - column + 1, index);
    // A comment on a line of its own is about the next line that is none.
    return { rule, until, file, line: before.trim() === '' ? nextLine(source, line) : line };
  });
}

function nextLine({ text }: Source, from: number): number {
  const lines = text.split('\n');
  let line = from;
  while (line < lines.length && /^\s*(?:#|\/\/|;|<!--|$)/.test(lines[line] ?? '')) line += 1;
  return line + 1;
}
