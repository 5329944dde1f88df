/** What a log says becomes a name that may leave: no control character, no personal data, no secret. */
import { redactName } from '../../data/redact.ts';
import { untrusted } from '../../model/untrusted.ts';

const LONGEST_NAME = 120;
const KEPT = 4096;

/** Logs say the same names over and over; the memory of them is bounded. */
function remembered(clean: (text: string) => string): (text: string) => string {
  const kept = new Map<string, string>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const cleaned = clean(text.slice(0, LONGEST_NAME * 2));
    if (kept.size >= KEPT) kept.clear();
    if (text.length <= LONGEST_NAME * 2) kept.set(text, cleaned);
    return cleaned;
  };
}

/** A table, collection, index or database. */
export const tableName = remembered((text) => untrusted(redactName(text, 'table'), LONGEST_NAME));
/** A path, key or object. */
export const pathName = remembered((text) => untrusted(redactName(text, 'keys'), LONGEST_NAME));
/** An account or client program. Versions with four parts are no addresses. */
export const programName = remembered((text) =>
  untrusted(redactName(text, 'keys'), LONGEST_NAME).replaceAll('{ip}', '*'),
);

/** Nightlatch marks every request that can be marked. */
export function isOwn(...marks: readonly (string | undefined)[]): boolean {
  return marks.some((mark) => mark !== undefined && /^nightlatch(?:[/-]|$)/.test(mark));
}

const SHAPE_LONGEST = 80;
const SHAPE_FROM = 400;

/** A line with its letters and digits gone: enough to see what it was, nothing of what it said. */
export function shapeOf(line: string): string {
  const shape = untrusted(line.slice(0, SHAPE_FROM), SHAPE_FROM)
    .replaceAll(/\p{L}[\p{L}\p{N}_]*/gu, 'a')
    .replaceAll(/\p{N}+/gu, '9')
    .replaceAll(/[^\x20-\x7e]+/g, '?');
  return shape.length <= SHAPE_LONGEST ? shape : `${shape.slice(0, SHAPE_LONGEST - 1)}…`;
}
