/**
 * RethinkDB's driver protocol: the handshake of version 1.0, which tells the server's version, and that of 0.4, whose key
 * is the password of the account `admin`.
 *
 *     1.0 = c3 bd c2 34                            answer = JSON 00
 *     0.4 = 20 2d 0c 40 length(4) key c7 70 69 7e  answer = SUCCESS 00 | ERROR words 00
 *     query = token(8) length(4) JSON              answer = token(8) length(4) JSON
 *
 * https://rethinkdb.com/docs/writing-drivers/
 */
import { ProtocolError, type Parse } from './codec.ts';

const V1_0 = Buffer.from('c3bdc234', 'hex');
const V0_4 = Buffer.from('202d0c40', 'hex');
const JSON_PROTOCOL = Buffer.from('c770697e', 'hex');
const MAX_ANSWER = 64 * 1024;
const WORD = /^[a-z0-9]{0,40}$/;
const QUERY_HEAD = 12;
/** START, DB_LIST, no options: https://github.com/rethinkdb/rethinkdb/blob/next/src/rdb_protocol/ql2.proto */
const DATABASES = '[1,[59,[]],{}]';
const SUCCESSES: ReadonlySet<unknown> = new Set([1, 2, 3]);

export type RethinkRequest =
  | { readonly kind: 'version' }
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'databases' };

export type RethinkGreeting =
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'in' }
  | { readonly kind: 'error' };

export function encodeRethink(request: RethinkRequest): Buffer {
  if (request.kind === 'version') return Buffer.from(V1_0);
  const head = Buffer.alloc(4);
  if (request.kind === 'key') {
    if (!WORD.test(request.key)) throw new ProtocolError('no key of ours');
    head.writeUInt32LE(request.key.length);
    return Buffer.concat([V0_4, head, Buffer.from(request.key), JSON_PROTOCOL]);
  }
  head.writeUInt32LE(DATABASES.length);
  return Buffer.concat([Buffer.alloc(7), Buffer.of(1), head, Buffer.from(DATABASES)]);
}

/** Everything up to a zero byte. */
export const parseRethinkGreeting: Parse<RethinkGreeting> = (bytes) => {
  const end = bytes.indexOf(0);
  if ((end < 0 ? bytes.length : end) > 1024) throw new ProtocolError('a greeting without an end');
  if (end < 0) return undefined;
  const text = bytes.toString('utf8', 0, end);
  if (text === 'SUCCESS') return { value: { kind: 'in' }, length: end + 1 };
  if (text.startsWith('ERROR')) return { value: { kind: 'error' }, length: end + 1 };
  const version = /"server_version": ?"([^"]{1,40})"/.exec(text)?.[1];
  if (!text.startsWith('{') || version === undefined) throw new ProtocolError('no RethinkDB');
  return { value: { kind: 'version', version }, length: end + 1 };
};

/** How many databases it listed; `undefined` where it answers with an error. */
export const parseRethinkDatabases: Parse<{ readonly count: number | undefined }> = (bytes) => {
  if (bytes.length < QUERY_HEAD) return undefined;
  const size = bytes.readUInt32LE(8);
  if (size > MAX_ANSWER) throw new ProtocolError(`an answer of ${size} bytes`);
  const end = QUERY_HEAD + size;
  if (bytes.length < end) return undefined;
  const answer = jsonIn(bytes.toString('utf8', QUERY_HEAD, end));
  const result: unknown = SUCCESSES.has(answer['t']) ? answer['r'] : undefined;
  const list: unknown = Array.isArray(result) && Array.isArray(result[0]) ? result[0] : result;
  return { value: { count: Array.isArray(list) ? list.length : undefined }, length: end };
};

function jsonIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch {
    // The same error as for JSON that is no object.
  }
  throw new ProtocolError('an answer that is no JSON object');
}

/** Our own requests: a key is told by its length alone. */
export function describeRethink(bytes: Buffer): string[] {
  if (bytes.equals(V1_0)) return ['handshake 1.0'];
  if (bytes.equals(encodeRethink({ kind: 'databases' }))) return ['dbList'];
  const key = bytes.toString('latin1', 8, bytes.length - 4);
  if (!WORD.test(key) || !encodeRethink({ kind: 'key', key }).equals(bytes))
    throw new ProtocolError('no RethinkDB request of ours');
  return [key === '' ? 'handshake 0.4 without a key' : 'handshake 0.4 with a random key'];
}
