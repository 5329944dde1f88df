/**
 * MySQL's X Protocol: what a server says of itself before a log-in, and that it takes no statement there.
 *
 *     frame        = length32-little-endian type8 payload     (the length counts the type)
 *     capabilities = ( 1: ( 1: name  2: value ) )*            protocol buffers
 *
 * https://dev.mysql.com/doc/dev/mysql-server/latest/page_mysqlx_protocol.html
 */
import { ProtocolError, type Parse, type Parsed } from './codec.ts';

const HEAD = 5;
const MAX_FRAME = 64 * 1024;

/** https://dev.mysql.com/doc/dev/mysql-server/latest/mysqlx_8proto.html */
const FROM_SERVER = { ok: 0, error: 1, capabilities: 2, notice: 11 } as const;
const FROM_CLIENT = { capabilities: 1, statement: 12 } as const;
/** The notice with which servers from 8.0.16 on open: type 5, and an empty payload. */
const HELLO = Buffer.from('050000000b08051a00', 'hex');
/** `SELECT 1` in field 1, the namespace `sql` in field 3. */
const SELECT = Buffer.from('\n\u0008SELECT 1\u001a\u0003sql', 'latin1');

/** The ways to log in that servers know; https://dev.mysql.com/doc/refman/8.4/en/x-plugin-sha2-cache-plugin.html */
const MECHANISMS = ['PLAIN', 'MYSQL41', 'SHA256_MEMORY'] as const;
export type MysqlxMechanism = (typeof MECHANISMS)[number];

export type MysqlxRequest = 'capabilities' | 'statement';

export type MysqlxAnswer =
  | {
      readonly kind: 'capabilities';
      readonly names: readonly string[];
      readonly mechanisms: readonly MysqlxMechanism[];
    }
  | { readonly kind: 'error'; readonly code: number }
  /** Anything else that a server may say. */
  | { readonly kind: 'other'; readonly type: number };

function frame(type: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(HEAD);
  head.writeUInt32LE(payload.length + 1);
  head.writeUInt8(type, HEAD - 1);
  return Buffer.concat([head, payload]);
}

const REQUESTS: Readonly<Record<MysqlxRequest, Buffer>> = {
  capabilities: frame(FROM_CLIENT.capabilities, Buffer.alloc(0)),
  statement: frame(FROM_CLIENT.statement, SELECT),
};
const WORDS: Readonly<Record<MysqlxRequest, string>> = {
  capabilities: 'CapabilitiesGet',
  statement: 'StmtExecute SELECT 1',
};

export function encodeMysqlx(request: MysqlxRequest): Buffer {
  return Buffer.from(REQUESTS[request]);
}

/** Our own requests, read back: each is one of the two, to the byte. */
export function describeMysqlx(bytes: Buffer): string[] {
  const kinds: readonly MysqlxRequest[] = ['capabilities', 'statement'];
  const kind = kinds.find((each) => REQUESTS[each].equals(bytes));
  if (kind === undefined) throw new ProtocolError('no X Protocol request of ours');
  return [WORDS[kind]];
}

/** Does a server of the X Protocol open so, or answer so? */
export function isMysqlx(bytes: Buffer): boolean {
  if (bytes.length >= HELLO.length && bytes.subarray(0, HELLO.length).equals(HELLO)) return true;
  try {
    const answer = parseMysqlxAnswer(bytes, false)?.value;
    return answer?.kind === 'capabilities' && answer.mechanisms.length > 0;
  } catch (error) {
    if (error instanceof ProtocolError) return false;
    throw error;
  }
}

/** The next answer; notices, which a server may send at any time, are passed over. */
export const parseMysqlxAnswer: Parse<MysqlxAnswer> = (bytes) => {
  let at = 0;
  for (;;) {
    if (bytes.length < at + HEAD) return undefined;
    const size = bytes.readUInt32LE(at);
    if (size < 1 || size > MAX_FRAME) throw new ProtocolError(`an X Protocol frame of ${size}`);
    const end = at + HEAD - 1 + size;
    const type = bytes.readUInt8(at + HEAD - 1);
    if (type > MOST_TYPES) throw new ProtocolError(`an X Protocol message of type ${type}`);
    if (bytes.length < end) return undefined;
    if (type !== FROM_SERVER.notice)
      return { value: answerOf(type, bytes.subarray(at + HEAD, end)), length: end };
    at = end;
  }
};

/** The highest type that the specification names for a server. */
const MOST_TYPES = 19;

function answerOf(type: number, payload: Buffer): MysqlxAnswer {
  if (type === FROM_SERVER.error) return { kind: 'error', code: codeOf(payload) };
  if (type !== FROM_SERVER.capabilities) return { kind: 'other', type };
  const capabilities = [...fieldsOf(payload)].flatMap(({ number, value }) =>
    number === 1 && typeof value !== 'number' ? [value] : [],
  );
  const named = capabilities.map((each) => ({ name: nameOf(each), bytes: each }));
  const login = named.find(({ name }) => name === 'authentication.mechanisms')?.bytes;
  return {
    kind: 'capabilities',
    names: named.map(({ name }) => name),
    mechanisms: MECHANISMS.filter((mechanism) => login?.includes(mechanism) === true),
  };
}

/** Field 2 of an error: the server's own number. */
function codeOf(payload: Buffer): number {
  for (const { number, value } of fieldsOf(payload)) {
    if (number === 2 && typeof value === 'number') return value;
  }
  throw new ProtocolError('an X Protocol error without a code');
}

function nameOf(capability: Buffer): string {
  for (const { number, value } of fieldsOf(capability)) {
    if (number === 1 && typeof value !== 'number') return value.toString('latin1', 0, 64);
  }
  throw new ProtocolError('a capability without a name');
}

interface Field {
  readonly number: number;
  readonly value: number | Buffer;
}

const VARINT = 0;
const DELIMITED = 2;

/** https://protobuf.dev/programming-guides/encoding/: only the two kinds of fields that these messages have. */
function* fieldsOf(bytes: Buffer): Generator<Field> {
  let at = 0;
  while (at < bytes.length) {
    const tag = varint(bytes, at);
    const number = tag.value >>> 3;
    const kind = tag.value & 7;
    const next = varint(bytes, tag.length);
    at = next.length;
    if (kind === VARINT) {
      yield { number, value: next.value };
      continue;
    }
    if (kind !== DELIMITED || next.value > bytes.length - at)
      throw new ProtocolError('a field that its message does not hold');
    yield { number, value: bytes.subarray(at, at + next.value) };
    at += next.value;
  }
}

const MOST_BYTES = 4;

/** Numbers of these messages fit 28 bits. `length` is where the next byte stands. */
function varint(bytes: Buffer, start: number): Parsed<number> {
  let value = 0;
  for (let index = 0; index < MOST_BYTES; index += 1) {
    const byte = bytes[start + index];
    if (byte === undefined) break;
    value |= (byte & 0x7f) << (7 * index);
    if (byte < 0x80) return { value, length: start + index + 1 };
  }
  throw new ProtocolError('a number without an end');
}
