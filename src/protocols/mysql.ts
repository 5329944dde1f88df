/**
 * The MySQL client/server protocol: greeting, TLS request, log-in, text results. The server speaks first.
 *
 *     packet = length24-little-endian sequence8 body
 *
 * https://dev.mysql.com/doc/dev/mysql-server/latest/PAGE_PROTOCOL.html
 * https://mariadb.com/docs/server/reference/clientserver-protocol
 */
import { createHash } from 'node:crypto';
import { ProtocolError, type Parse } from './codec.ts';

const HEAD = 4;
const MAX_PACKET = 256 * 1024;
const MAX_COLUMNS = 64;
/** Bytes before the user name in a HandshakeResponse41, which are the whole of an SSLRequest. */
const PRELUDE = 32;
const UTF8MB4 = 45;
/** The last sequence number that a HandshakeResponse41 can have: one later inside TLS. */
const LAST_RESPONSE = 2;
const SHORT_LENGTH = 0xfb;

/** https://dev.mysql.com/doc/dev/mysql-server/latest/group__group__cs__capabilities__flags.html */
export const CAPABILITY = {
  longPassword: 0x1,
  protocol41: 0x200,
  ssl: 0x800,
  secureConnection: 0x8000,
  pluginAuth: 0x8_0000,
  connectAttributes: 0x10_0000,
} as const;

/** First bytes of what a server answers. */
const ANSWER = { ok: 0x00, more: 0x01, infile: 0xfb, end: 0xfe, error: 0xff } as const;
const COMMAND = { quit: 1, query: 3 } as const;

export interface MysqlPacket {
  readonly sequence: number;
  readonly body: Buffer;
}

export interface MysqlError {
  readonly kind: 'error';
  readonly code: number;
  readonly text: string;
}

export interface Greeting {
  readonly kind: 'greeting';
  readonly protocol: number;
  readonly version: string;
  readonly capabilities: number;
  readonly plugin: string | undefined;
  /** The challenge; it is answered in a log-in and kept nowhere. */
  readonly nonce: Buffer;
}

export const parseMysqlPacket: Parse<MysqlPacket> = (bytes) => {
  if (bytes.length < HEAD) return undefined;
  const size = bytes.readUIntLE(0, 3);
  if (size > MAX_PACKET) throw new ProtocolError(`a MySQL packet of ${size} bytes`);
  if (bytes.length < HEAD + size) return undefined;
  return {
    value: { sequence: bytes[3] ?? 0, body: bytes.subarray(HEAD, HEAD + size) },
    length: HEAD + size,
  };
};

/** What a server says unasked: its greeting, or why there is none. */
export const parseMysqlOpening: Parse<Greeting | MysqlError> = (bytes, ended) => {
  const parsed = parseMysqlPacket(bytes, ended);
  if (!parsed) return undefined;
  const { body } = parsed.value;
  const value = body[0] === ANSWER.error ? errorOf(body) : greetingOf(body);
  return { value, length: parsed.length };
};

function errorOf(body: Buffer): MysqlError {
  if (body.length < 3) throw new ProtocolError('a MySQL error without a code');
  const text = body.toString('utf8', 3).replace(/^#.{5}/, '');
  return { kind: 'error', code: body.readUInt16LE(1), text };
}

/** Reads fields one after another; a field beyond the end makes the packet no MySQL. */
class Reader {
  readonly #body: Buffer;
  #at: number;

  constructor(body: Buffer, at: number) {
    this.#body = body;
    this.#at = at;
  }

  get left(): number {
    return this.#body.length - this.#at;
  }

  take(count: number): Buffer {
    if (count > this.left) throw new ProtocolError('a MySQL packet that ends early');
    this.#at += count;
    return this.#body.subarray(this.#at - count, this.#at);
  }

  /** Text up to a zero byte, or to the end where the packet may leave it out. */
  text(): string {
    const end = this.#body.indexOf(0, this.#at);
    const text = this.#body.toString('utf8', this.#at, end === -1 ? this.#body.length : end);
    this.#at = end === -1 ? this.#body.length : end + 1;
    return text;
  }

  /** https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_dt_integers.html#sect_protocol_basic_dt_int_le */
  integer(): number | null {
    const first = this.take(1).readUInt8();
    if (first < SHORT_LENGTH) return first;
    if (first === SHORT_LENGTH) return null;
    const bytes = { 0xfc: 2, 0xfd: 3 }[first];
    if (bytes === undefined)
      throw new ProtocolError('a MySQL length that no sane server would send');
    return this.take(bytes).readUIntLE(0, bytes);
  }
}

function greetingOf(body: Buffer): Greeting {
  const protocol = body[0];
  if (protocol !== 10 && protocol !== 9) throw new ProtocolError('no MySQL greeting');
  const reader = new Reader(body, 1);
  const version = reader.text();
  reader.take(4); // the connection's number
  const first = reader.take(8);
  const short = {
    kind: 'greeting',
    protocol,
    version,
    plugin: undefined,
    nonce: first,
    capabilities: 0,
  } as const;
  if (protocol === 9) return short;
  reader.take(1);
  const low = reader.take(2).readUInt16LE();
  if (reader.left === 0) return { ...short, capabilities: low };
  reader.take(3); // character set and status
  const capabilities = low + reader.take(2).readUInt16LE() * 0x1_0000;
  const length = reader.take(1).readUInt8();
  reader.take(10);
  // The last byte of the second part is a zero that is not part of the challenge.
  const rest = reader.take(Math.min(Math.max(13, length - 8), reader.left)).subarray(0, 12);
  const plugin = (capabilities & CAPABILITY.pluginAuth) === 0 ? undefined : reader.text();
  return { ...short, capabilities, plugin, nonce: Buffer.concat([first, rest]) };
}

function packet(sequence: number, body: Buffer): Buffer {
  const head = Buffer.alloc(HEAD);
  head.writeUIntLE(body.length, 0, 3);
  head.writeUInt8(sequence, 3);
  return Buffer.concat([head, body]);
}

function prelude(capabilities: number): Buffer {
  const bytes = Buffer.alloc(PRELUDE);
  bytes.writeUInt32LE(capabilities, 0);
  bytes.writeUInt32LE(MAX_PACKET, 4);
  bytes.writeUInt8(UTF8MB4, 8);
  return bytes;
}

const OURS =
  CAPABILITY.longPassword |
  CAPABILITY.protocol41 |
  CAPABILITY.secureConnection |
  CAPABILITY.pluginAuth;

export function encodeMysqlSslRequest(): Buffer {
  return packet(1, prelude(OURS | CAPABILITY.ssl));
}

const short = (bytes: Buffer): Buffer => {
  if (bytes.length >= SHORT_LENGTH) throw new ProtocolError('too long for one byte of length');
  return Buffer.concat([Buffer.of(bytes.length), bytes]);
};

export interface Response {
  readonly user: string;
  readonly auth: Buffer;
  readonly plugin: string;
  /** Inside TLS the SSLRequest took sequence number 1. */
  readonly encrypted: boolean;
  /** What we call ourselves, where the server takes it. */
  readonly program: string | undefined;
}

/** It never offers CLIENT_LOCAL_FILES: no real server then asks for a file of ours. */
export function encodeHandshakeResponse({
  user,
  auth,
  plugin,
  encrypted,
  program,
}: Response): Buffer {
  const attributes = program === undefined ? 0 : CAPABILITY.connectAttributes;
  const parts = [
    prelude(OURS | attributes | (encrypted ? CAPABILITY.ssl : 0)),
    Buffer.from(`${user}\0`),
    short(auth),
    Buffer.from(`${plugin}\0`),
  ];
  if (program !== undefined)
    parts.push(
      short(Buffer.concat([short(Buffer.from('program_name')), short(Buffer.from(program))])),
    );
  return packet(encrypted ? 2 : 1, Buffer.concat(parts));
}

export function encodeAuthData(sequence: number, data: Buffer): Buffer {
  return packet(sequence, data);
}

export function encodeMysqlQuery(sql: string): Buffer {
  return packet(0, Buffer.concat([Buffer.of(COMMAND.query), Buffer.from(sql)]));
}

export function encodeMysqlQuit(): Buffer {
  return packet(0, Buffer.of(COMMAND.quit));
}

/** Our own packets; what answers a challenge is named and not shown. */
export function describeMysql(bytes: Buffer): string[] {
  const requests: string[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    const parsed = parseMysqlPacket(rest, false);
    if (!parsed) throw new ProtocolError('not a whole MySQL packet');
    const { sequence, body } = parsed.value;
    requests.push(sequence === 0 ? describeCommand(body) : describeConnecting(sequence, body));
    rest = rest.subarray(parsed.length);
  }
  return requests;
}

function describeCommand(body: Buffer): string {
  if (body[0] === COMMAND.quit && body.length === 1) return 'COM_QUIT';
  if (body[0] === COMMAND.query && body.length > 1) return `COM_QUERY ${body.toString('utf8', 1)}`;
  throw new ProtocolError('not a command of ours');
}

function describeConnecting(sequence: number, body: Buffer): string {
  if (sequence > LAST_RESPONSE) return 'answer to a challenge';
  const capabilities = body.length < PRELUDE ? 0 : body.readUInt32LE(0);
  if ((capabilities & OURS) !== OURS) throw new ProtocolError('not a handshake of ours');
  if (body.length === PRELUDE && sequence === 1 && (capabilities & CAPABILITY.ssl) !== 0)
    return 'SSLRequest';
  const reader = new Reader(body, PRELUDE);
  const user = reader.text();
  reader.take(reader.integer() ?? 0);
  const plugin = reader.text();
  const known = `HandshakeResponse41 user=${user} plugin=${plugin}`;
  if ((capabilities & CAPABILITY.connectAttributes) === 0) return known;
  reader.integer();
  const name = reader.take(reader.integer() ?? 0).toString();
  return `${known} ${name}=${encodeURIComponent(reader.take(reader.integer() ?? 0).toString())}`;
}

/** What a server answers while somebody logs in. */
export type AuthAnswer =
  | { readonly kind: 'ok' }
  | MysqlError
  | {
      readonly kind: 'switch';
      readonly plugin: string;
      readonly nonce: Buffer;
      readonly sequence: number;
    }
  | { readonly kind: 'more'; readonly data: Buffer; readonly sequence: number };

export const parseAuthAnswer: Parse<AuthAnswer> = (bytes, ended) => {
  const parsed = parseMysqlPacket(bytes, ended);
  if (!parsed) return undefined;
  const { sequence, body } = parsed.value;
  const { length } = parsed;
  switch (body[0] ?? ANSWER.infile) {
    case ANSWER.ok:
      return { value: { kind: 'ok' }, length };
    case ANSWER.error:
      return { value: errorOf(body), length };
    case ANSWER.more:
      return { value: { kind: 'more', data: body.subarray(1), sequence }, length };
    case ANSWER.end: {
      const reader = new Reader(body, 1);
      // Alone, it asks for the hash of MySQL 3.23.
      const plugin = reader.left === 0 ? 'mysql_old_password' : reader.text();
      return {
        value: { kind: 'switch', plugin, nonce: reader.take(Math.min(20, reader.left)), sequence },
        length,
      };
    }
    default:
      throw new ProtocolError('no answer to a log-in');
  }
};

/** One packet of the answer to a query: which of them it is follows from those before it. */
export type ResultPacket =
  | { readonly kind: 'ok' | 'end' | 'infile' }
  | MysqlError
  | { readonly kind: 'values'; readonly body: Buffer };

export const parseResultPacket: Parse<ResultPacket> = (bytes, ended) => {
  const parsed = parseMysqlPacket(bytes, ended);
  if (!parsed) return undefined;
  return { value: resultOf(parsed.value.body), length: parsed.length };
};

const MAX_END = 9;

function resultOf(body: Buffer): ResultPacket {
  if (body.length === 0) throw new ProtocolError('an empty answer to a query');
  if (body[0] === ANSWER.error) return errorOf(body);
  if (body[0] === ANSWER.end && body.length < MAX_END) return { kind: 'end' };
  return { kind: 'values', body };
}

/** The first packet of the answer to a query: a number of columns, or something else. */
export function columnCount({ body }: { readonly body: Buffer }): number | 'ok' | 'infile' {
  if (body[0] === ANSWER.ok) return 'ok';
  if (body[0] === ANSWER.infile) return 'infile';
  const count = new Reader(body, 0).integer() ?? 0;
  if (count < 1 || count > MAX_COLUMNS) throw new ProtocolError(`a result of ${count} columns`);
  return count;
}

export function rowOf(body: Buffer, columns: number): (string | null)[] {
  const reader = new Reader(body, 0);
  return Array.from({ length: columns }, () => {
    const size = reader.integer();
    return size === null ? null : reader.take(size).toString('utf8');
  });
}

const hash = (name: 'sha1' | 'sha256', ...parts: Buffer[]): Buffer =>
  createHash(name).update(Buffer.concat(parts)).digest();
const xor = (left: Buffer, right: Buffer): Buffer =>
  Buffer.from(left.map((byte, at) => byte ^ (right[at] ?? 0)));

/** https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_authentication_methods_native_password_authentication.html */
export function nativeAnswer(password: string, nonce: Buffer): Buffer {
  if (password === '') return Buffer.alloc(0);
  const once = hash('sha1', Buffer.from(password));
  return xor(once, hash('sha1', nonce, hash('sha1', once)));
}

/** https://dev.mysql.com/doc/dev/mysql-server/latest/page_caching_sha2_authentication_exchanges.html */
export function sha2Answer(password: string, nonce: Buffer): Buffer {
  if (password === '') return Buffer.alloc(0);
  const once = hash('sha256', Buffer.from(password));
  return xor(once, hash('sha256', hash('sha256', once), nonce));
}
