/**
 * The PostgreSQL frontend/backend protocol, version 3.0: what a client without credentials needs.
 *
 *     first    = length32 code32 [ ( name NUL value NUL )* NUL ]      SSLRequest, StartupMessage
 *     message  = type length32 body                                   everything after it, both ways
 *
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
import { createHash } from 'node:crypto';
import { ProtocolError, type Parse } from './codec.ts';

const LENGTH = 4;
const HEAD = 1 + LENGTH;
const CODE = 4;
const PROTOCOL_3_0 = 0x0003_0000;
const SSL_REQUEST = 80_877_103;
/** The server itself takes no longer startup packet (MAX_STARTUP_PACKET_LENGTH). */
const MAX_FIRST = 10_000;
const MAX_MESSAGE = 256 * 1024;
const MAX_COLUMNS = 64;
const NULL_COLUMN = -1;

/** The fields of an error that mean something to us, by their one-letter names: C code, M message, R routine. */
export type PgFields = Readonly<Record<string, string>>;

export type PgMessage =
  | {
      readonly kind: 'authentication';
      readonly code: number;
      readonly mechanisms: readonly string[];
      /** What follows the code: a salt, or the words of SASL. */
      readonly data: Buffer;
    }
  | { readonly kind: 'parameter'; readonly name: string; readonly value: string }
  | { readonly kind: 'error' | 'notice'; readonly fields: PgFields }
  | { readonly kind: 'row'; readonly columns: readonly (string | null)[] }
  | { readonly kind: 'ready' | 'complete' | 'other' };

export type SslAnswer =
  | { readonly kind: 'tls' | 'no-tls' }
  | { readonly kind: 'error'; readonly fields: PgFields };

export type StartupParameters = Readonly<Record<string, string>>;

function framed(body: Buffer, type = ''): Buffer {
  const head = Buffer.alloc(type.length + LENGTH);
  head.write(type, 'latin1');
  head.writeUInt32BE(body.length + LENGTH, type.length);
  return Buffer.concat([head, body]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(CODE);
  bytes.writeUInt32BE(value);
  return bytes;
}

export function encodeSslRequest(): Buffer {
  return framed(u32(SSL_REQUEST));
}

export function encodeStartup(parameters: StartupParameters): Buffer {
  const words = Object.entries(parameters).flat();
  if (words.some((word) => word === '' || word.includes('\0')))
    throw new ProtocolError('a startup parameter without text');
  return framed(Buffer.concat([u32(PROTOCOL_3_0), Buffer.from(`${words.join('\0')}\0\0`)]));
}

export function encodeQuery(sql: string): Buffer {
  return framed(Buffer.from(`${sql}\0`), 'Q');
}

/** https://www.postgresql.org/docs/current/protocol-message-formats.html#PROTOCOL-MESSAGE-FORMATS-SASLINITIALRESPONSE */
export function encodeSaslInitial(mechanism: string, first: string): Buffer {
  const text = Buffer.from(first);
  return framed(Buffer.concat([Buffer.from(`${mechanism}\0`), u32(text.length), text]), 'p');
}

export function encodeSaslResponse(text: string): Buffer {
  return framed(Buffer.from(text), 'p');
}

/** The password itself, or its MD5 digest. */
export function encodePassword(password: string): Buffer {
  if (password.includes('\0')) throw new ProtocolError('a password with a NUL in it');
  return framed(Buffer.from(`${password}\0`), 'p');
}

/** https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-START-UP */
export function md5Answer(user: string, password: string, salt: Buffer): string {
  const inner = createHash('md5').update(`${password}${user}`).digest('hex');
  return `md5${createHash('md5').update(inner).update(salt).digest('hex')}`;
}

export function encodeTerminate(): Buffer {
  return framed(Buffer.alloc(0), 'X');
}

/** Our own requests: `SSLRequest`, `StartupMessage user=… database=…`, `Query …`, `Terminate`. */
export function describePgwire(bytes: Buffer): string[] {
  const requests: string[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    const typed = rest[0] !== 0;
    const at = typed ? 1 : 0;
    const end = rest.length < at + LENGTH ? 0 : at + rest.readUInt32BE(at);
    if (end < at + LENGTH || end > rest.length)
      throw new ProtocolError('not a whole PostgreSQL message');
    const body = rest.subarray(at + LENGTH, end);
    requests.push(
      typed ? describeTyped(String.fromCharCode(rest[0] ?? 0), body) : describeFirst(body),
    );
    rest = rest.subarray(end);
  }
  return requests;
}

function describeTyped(type: string, body: Buffer): string {
  if (type === 'X' && body.length === 0) return 'Terminate';
  if (type === 'Q' && body.indexOf(0) === body.length - 1)
    return `Query ${body.toString('utf8', 0, body.length - 1)}`;
  if (type === 'p') return describeProof(body);
  throw new ProtocolError('not a message of ours');
}

/** Three messages share one letter. Nothing of what they hold is told. */
function describeProof(body: Buffer): string {
  const end = body.indexOf(0);
  if (end === -1) return 'SASLResponse';
  if (end === body.length - 1) return 'PasswordMessage';
  const mechanism = body.toString('latin1', 0, end);
  if (!/^[A-Z0-9-]{1,40}$/.test(mechanism)) throw new ProtocolError('not a proof of ours');
  return `SASLInitialResponse ${mechanism}`;
}

function describeFirst(body: Buffer): string {
  const code = body.length < CODE ? 0 : body.readUInt32BE(0);
  if (code === SSL_REQUEST && body.length === CODE) return 'SSLRequest';
  if (code !== PROTOCOL_3_0 || body.length > MAX_FIRST)
    throw new ProtocolError('neither SSLRequest nor StartupMessage');
  const words = body.toString('utf8', CODE).split('\0');
  if (words.length % 2 !== 0 || words.at(-1) !== '' || words.at(-2) !== '')
    throw new ProtocolError('a startup message without its end');
  const pairs: string[] = [];
  for (let at = 0; at < words.length - 2; at += 2) {
    // Our own name holds signs that stand for more in a declaration.
    const [name = '', value = ''] = words.slice(at, at + 2);
    pairs.push(`${name}=${name === 'application_name' ? encodeURIComponent(value) : value}`);
  }
  return ['StartupMessage', ...pairs].join(' ');
}

/** The answer to an SSLRequest: one byte, or an error from a server that cannot even tell. */
export const parseSslAnswer: Parse<SslAnswer> = (bytes, ended) => {
  const first = String.fromCharCode(bytes[0] ?? 0);
  if (bytes.length === 0) return undefined;
  if (first === 'S') return { value: { kind: 'tls' }, length: 1 };
  if (first === 'N') return { value: { kind: 'no-tls' }, length: 1 };
  const parsed = parsePgMessage(bytes, ended);
  if (!parsed) return undefined;
  if (parsed.value.kind !== 'error') throw new ProtocolError('no answer to an SSLRequest');
  return { value: { kind: 'error', fields: parsed.value.fields }, length: parsed.length };
};

/** One message of the server. */
export const parsePgMessage: Parse<PgMessage> = (bytes) => {
  if (bytes.length === 0) return undefined;
  const type = String.fromCharCode(bytes[0] ?? 0);
  if (!/[A-Za-z0-9]/.test(type))
    throw new ProtocolError(`0x${(bytes[0] ?? 0).toString(16)} starts no PostgreSQL message`);
  if (bytes.length < HEAD) return undefined;
  const size = bytes.readUInt32BE(1);
  if (size < LENGTH || size > MAX_MESSAGE)
    throw new ProtocolError(`a PostgreSQL message of ${size} bytes`);
  const end = 1 + size;
  if (bytes.length < end) return undefined;
  return { value: parseBody(type, bytes.subarray(HEAD, end)), length: end };
};

function parseBody(type: string, body: Buffer): PgMessage {
  switch (type) {
    case 'R':
      return authentication(body);
    case 'S': {
      const [name = '', value = ''] = strings(body);
      return { kind: 'parameter', name, value };
    }
    case 'E':
      return { kind: 'error', fields: fieldsOf(body) };
    case 'N':
      return { kind: 'notice', fields: fieldsOf(body) };
    case 'D':
      return { kind: 'row', columns: columnsOf(body) };
    case 'Z':
      if (body.length !== 1) throw new ProtocolError('ReadyForQuery has one byte');
      return { kind: 'ready' };
    case 'C':
      return { kind: 'complete' };
    default:
      return { kind: 'other' };
  }
}

function authentication(body: Buffer): PgMessage {
  if (body.length < CODE) throw new ProtocolError('an authentication request without its code');
  const code = body.readUInt32BE(0);
  const named = code === AUTHENTICATION.sasl ? strings(body.subarray(CODE)) : [];
  const mechanisms = named.filter((name) => name !== '');
  return { kind: 'authentication', code, mechanisms, data: body.subarray(CODE) };
}

/** https://www.postgresql.org/docs/current/protocol-message-formats.html#PROTOCOL-MESSAGE-FORMATS-AUTHENTICATIONOK */
export const AUTHENTICATION = {
  ok: 0,
  cleartext: 3,
  md5: 5,
  gss: 7,
  sspi: 9,
  sasl: 10,
  saslContinue: 11,
  saslFinal: 12,
} as const;

function strings(body: Buffer): string[] {
  return body.toString('utf8').split('\0');
}

function fieldsOf(body: Buffer): PgFields {
  const fields: Record<string, string> = {};
  for (const text of strings(body)) {
    const name = text.slice(0, 1);
    if (/^[A-Za-z]$/.test(name)) fields[name] ??= text.slice(1);
  }
  if (fields['C'] === undefined && fields['M'] === undefined)
    throw new ProtocolError('an error without code and message');
  return fields;
}

function columnsOf(body: Buffer): (string | null)[] {
  const count = body.length < 2 ? MAX_COLUMNS + 1 : body.readUInt16BE(0);
  if (count > MAX_COLUMNS) throw new ProtocolError('a row with too many columns');
  const columns: (string | null)[] = [];
  let at = 2;
  while (columns.length < count) {
    if (at + LENGTH > body.length) throw new ProtocolError('a row that ends early');
    const size = body.readInt32BE(at);
    at += LENGTH;
    if (size < NULL_COLUMN || at + Math.max(0, size) > body.length)
      throw new ProtocolError(`a column of ${size} bytes`);
    columns.push(size === NULL_COLUMN ? null : body.toString('utf8', at, at + size));
    at += Math.max(0, size);
  }
  return columns;
}
