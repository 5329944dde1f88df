/**
 * RESP2, the Redis serialization protocol: the parts that a client without credentials needs.
 *
 *     command = '*' count CRLF ( '$' length CRLF bytes CRLF ){count}
 *     reply   = '+' text CRLF | '-' text CRLF | ':' integer CRLF | '$' length CRLF bytes CRLF | '*' count CRLF reply{count}
 *
 * https://redis.io/docs/latest/develop/reference/protocol-spec/
 */
import { ProtocolError, type Parse, type Parsed } from './codec.ts';

const CRLF = 2;
const MAX_LINE = 4096;
const MAX_BULK = 64 * 1024;
const MAX_ARRAY = 1024;
const MAX_DEPTH = 4;

export type RespReply =
  | { readonly kind: 'status' | 'error' | 'bulk'; readonly text: string }
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'null' }
  | { readonly kind: 'array'; readonly items: readonly RespReply[] };

function commandText(words: readonly string[]): string {
  let text = `*${words.length}\r\n`;
  for (const word of words) text += `$${Buffer.byteLength(word)}\r\n${word}\r\n`;
  return text;
}

export function encodeRespCommand(...words: string[]): Buffer {
  return Buffer.from(commandText(words));
}

/** Several commands in one packet; Redis answers them in order. */
export function encodeRespPipeline(commands: readonly (readonly string[])[]): Buffer {
  return Buffer.from(commands.map(commandText).join(''));
}

/** Our own commands, each as its words joined by spaces. */
export function describeResp(bytes: Buffer): string[] {
  const requests: string[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    const parsed = parseRespReply(rest, false);
    if (parsed?.value.kind !== 'array' || parsed.value.items.length === 0)
      throw new ProtocolError('not a whole RESP command');
    requests.push(describeCommand(parsed.value.items));
    rest = rest.subarray(parsed.length);
  }
  return requests;
}

/** Nothing of what logs in is told. */
function describeCommand(items: readonly RespReply[]): string {
  const [first] = items;
  const logsIn = first?.kind === 'bulk' && first.text.toUpperCase() === 'AUTH';
  if (logsIn) return 'AUTH with credentials';
  return items.map(wordOf).join(' ');
}

/** A word with a blank in it would read as two, and be declared as something else than the server hears. */
function wordOf(item: RespReply): string {
  if (item.kind !== 'bulk') throw new ProtocolError('a command is made of bulk strings');
  if (item.text === '') return '""';
  if (!/^[!-~]+$/.test(item.text))
    throw new ProtocolError('a word of a command that is no plain word');
  return item.text;
}

/** How much one reply may be, and how deep it lies. */
interface Within {
  readonly bulk: number;
  readonly array: number;
  readonly depth: number;
}

const STRANGERS: Within = { bulk: MAX_BULK, array: MAX_ARRAY, depth: 0 };
const OWNERS: Within = { bulk: 16 * 1024 * 1024, array: 100_000, depth: 0 };

export const parseRespReply: Parse<RespReply> = (bytes) => parseAt(bytes, 0, STRANGERS);

/** The same for evidence that the owner asks for: every client of a busy server stands in one bulk. */
export const parseLongRespReply: Parse<RespReply> = (bytes) => parseAt(bytes, 0, OWNERS);

/** Exactly `count` replies, in order. */
export function parseRespReplies(count: number): Parse<readonly RespReply[]> {
  return (bytes) => parseMany(bytes, 0, count, STRANGERS);
}

function parseMany(
  bytes: Buffer,
  start: number,
  count: number,
  within: Within,
): Parsed<RespReply[]> | undefined {
  const items: RespReply[] = [];
  let at = start;
  while (items.length < count) {
    const item = parseAt(bytes, at, within);
    if (!item) return undefined;
    items.push(item.value);
    at = item.length;
  }
  return { value: items, length: at };
}

/** `length` of what this returns is an absolute offset, so that nested replies add up. */
function parseAt(bytes: Buffer, start: number, within: Within): Parsed<RespReply> | undefined {
  if (start >= bytes.length) return undefined;
  const type = String.fromCharCode(bytes[start] ?? 0);
  if (!'+-:$*'.includes(type))
    throw new ProtocolError(`0x${(bytes[start] ?? 0).toString(16)} starts no RESP reply`);
  const lineEnd = bytes.indexOf('\r\n', start + 1, 'latin1');
  const lineLength = (lineEnd === -1 ? bytes.length : lineEnd) - start;
  if (lineLength > MAX_LINE) throw new ProtocolError('a RESP line without an end');
  if (lineEnd === -1) return undefined;
  const line = bytes.toString('utf8', start + 1, lineEnd);
  return parseBody(bytes, { type, line, at: lineEnd + CRLF, within });
}

interface Head {
  readonly type: string;
  readonly line: string;
  readonly at: number;
  readonly within: Within;
}

function parseBody(bytes: Buffer, head: Head): Parsed<RespReply> | undefined {
  const { type, line, at, within } = head;
  if (type === '+') return { value: { kind: 'status', text: line }, length: at };
  if (type === '-') return { value: { kind: 'error', text: line }, length: at };
  const size = integer(line);
  if (type === ':') return { value: { kind: 'integer', value: size }, length: at };
  if (size === -1) return { value: { kind: 'null' }, length: at };
  if (type === '*') {
    if (size < 0 || size > within.array || within.depth >= MAX_DEPTH)
      throw new ProtocolError(`a RESP array of ${size}`);
    const items = parseMany(bytes, at, size, { ...within, depth: within.depth + 1 });
    return items && { value: { kind: 'array', items: items.value }, length: items.length };
  }
  if (size < 0 || size > within.bulk) throw new ProtocolError(`a RESP bulk of ${size} bytes`);
  const end = at + size;
  if (bytes.length < end + CRLF) return undefined;
  if (bytes[end] !== 0x0d || bytes[end + 1] !== 0x0a)
    throw new ProtocolError('a RESP bulk without its end');
  return { value: { kind: 'bulk', text: bytes.toString('utf8', at, end) }, length: end + CRLF };
}

function integer(line: string): number {
  if (!/^-?\d{1,18}$/.test(line)) throw new ProtocolError('a RESP length that is no number');
  return Number(line);
}
