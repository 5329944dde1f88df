/**
 * Read-only, enforced: every request is read back out of the bytes that are about to leave, in its protocol's own
 * words, and must match a declaration of the product that is being spoken to. What does not match is not sent.
 */
import { ProtocolError } from '../protocols/codec.ts';
import { describers, type ProtocolId } from '../protocols/index.ts';
import { WireError } from '../protocols/line.ts';

/** What a `{placeholder}` in a declaration may stand for: one bounded word without spaces or slashes. */
const PLACEHOLDER = '[A-Za-z0-9_.~%:@-]{1,128}';
const IN_QUOTES = String.raw`[\p{L}\p{N}_$ .:@-]`;
/** PostgreSQL, MySQL, and the two ways of ClickHouse: one value, or a list with a sign between its members. */
const CUT_COLUMN = [
  String.raw`left\((?:"${IN_QUOTES}{1,128}"::text|\x60${IN_QUOTES}{1,128}\x60), \d{1,4}\)`,
  String.raw`substring\(toString\(\x60${IN_QUOTES}{1,128}\x60\), 1, \d{1,4}\)`,
  String.raw`substring\(arrayStringConcat\(\x60${IN_QUOTES}{1,128}\x60, '\\x1F'\), 1, \d{1,4}\)`,
].join('|');
/** Names of stored objects and what they lie in, percent-encoded. They are values: they leave, and are not written down. */
const NAMES: Readonly<Record<string, string>> = {
  '{bucket}': '([A-Za-z0-9_.~%:@-]{1,128})',
  '{object}': '([A-Za-z0-9_.~%:@-]{1,1024})',
  '{collection}': '([A-Za-z0-9_.~%:@-]{1,512})',
  // A word of a command: no blank, and no sign that is not printed.
  // The name of an account of the owner's.
  '{account}': '([!-~]{1,128})',
  '{key}': '([!-~]{1,512})',
  // What stands between the quotes of SQL, in clear or percent-encoded: nothing in it can end them.
  '{identifier}': `((?:${IN_QUOTES}|%(?:20|24|3A|40|[89A-F][0-9A-F])){1,512})`,
  // Columns of a sample, each quoted and cut to a length: `left("a"::text, 1000), …`.
  '{columns}': `((?:${CUT_COLUMN})(?:, (?:${CUT_COLUMN})){0,99})`,
};
const NAMED = new RegExp(Object.keys(NAMES).map(plain).join('|'), 'g');
const PLACES = /\{[a-z-]+\}/;

export interface Declared {
  (request: string): boolean;
  /** What may be written down of a request that was let out. */
  readonly written: (request: string) => string;
}

const compiled = new Map<string, RegExp>();

function pattern(template: string): RegExp {
  let found = compiled.get(template);
  if (!found) {
    const source = template
      .split(/(\{[a-z-]+\})/)
      .map((part) => (PLACES.test(part) ? placeFor(part) : plain(part)));
    found = new RegExp(`^${source.join('')}$`, 'du');
    compiled.set(template, found);
  }
  return found;
}

function placeFor(place: string): string {
  return NAMES[place] ?? PLACEHOLDER;
}

function plain(part: string): string {
  return part.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}

/** A matcher over declarations such as `PING`, `INFO server` or `GET /v1/{name}`. */
export function declarations(sends: readonly string[]): Declared {
  // A body of JSON has braces too, and stands for itself.
  const open = (line: string): boolean => PLACES.test(line);
  const exact = new Set(sends.filter((line) => !open(line)));
  const patterns = sends.filter(open).map(pattern);
  const declared = (request: string): boolean =>
    exact.has(request) || patterns.some((each) => each.test(request));
  const named = sends.filter((line) => Object.keys(NAMES).some((name) => line.includes(name)));
  return Object.assign(declared, { written: (request: string) => withoutNames(named, request) });
}

/** The request, with the declaration's words in place of names. */
function withoutNames(named: readonly string[], request: string): string {
  const template = named.find((each) => pattern(each).test(request));
  if (template === undefined) return request;
  const places = pattern(template).exec(request)?.indices?.slice(1).toReversed() ?? [];
  const names = template.match(NAMED)?.toReversed() ?? [];
  let written = request;
  for (const [index, place] of places.entries()) {
    const [start, end] = place ?? [0, 0];
    written = `${written.slice(0, start)}${names[index] ?? ''}${written.slice(end)}`;
  }
  return written;
}

/** Declarations as products hold them: each list is made a matcher once. */
const known = new Map<string, { sends: readonly string[]; declared: Declared }>();

export function declarationsOf(id: string, sends: readonly string[]): Declared {
  const found = known.get(id);
  if (found?.sends === sends) return found.declared;
  const declared = declarations(sends);
  known.set(id, { sends, declared });
  return declared;
}

export interface Sent {
  readonly connection: number;
  readonly sent: string;
}

export class Recorder {
  readonly transcript: Sent[] = [];
  /** Requests that were not let out. */
  refused = 0;

  /** Lets `bytes` pass or throws `undeclared`; nothing is sent by halves. */
  check(connection: number, protocol: ProtocolId, bytes: Buffer, declared: Declared): void {
    const requests = this.#describe(protocol, bytes);
    for (const request of requests) {
      if (!declared(request)) this.#refuse(`${protocol} ${request}`);
    }
    for (const request of requests) this.note(connection, declared.written(request));
  }

  note(connection: number, sent: string): void {
    if (this.transcript.length < 100) this.transcript.push({ connection, sent });
  }

  #describe(protocol: ProtocolId, bytes: Buffer): readonly string[] {
    try {
      return describers[protocol](bytes);
    } catch (error) {
      if (error instanceof ProtocolError) this.#refuse(`${protocol}, unreadable`);
      throw error;
    }
  }

  #refuse(what: string): never {
    this.refused += 1;
    throw new WireError('undeclared', `no service declares this request: ${what}`);
  }
}
