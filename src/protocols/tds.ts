/**
 * Tabular Data Stream: what stands before a log-in, a log-in without a password, and the answer to it.
 *
 *     packet   = type status length(2) spid(2) number window
 *     PRELOGIN = { token offset(2) length(2) } 0xff data
 *
 * https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-tds/
 */
import { ProtocolError, type Parse } from './codec.ts';

const HEAD = 8;
const TYPE = { answer: 0x04, login: 0x10, prelogin: 0x12 } as const;
const LAST = 1;
const MAX_PACKET = 32 * 1024;
const MAX_PACKETS = 8;

/** Section 2.2.6.5. */
const OPTION = { version: 0, encryption: 1, instance: 2, thread: 3, mars: 4, end: 0xff } as const;
const OPTION_SIZE = 5;
const MAX_OPTIONS = 20;

/** What each side says of encryption. */
export const ENCRYPT = { off: 0, on: 1, unsupported: 2, required: 3 } as const;

/** Section 2.2.6.4: the version that SQL Server 2012 and newer speak. */
const TDS_VERSION = 0x7400_0004;
const LOGIN_FIXED = 94;
const PACKET_SIZE = 4096;
const READ_ONLY_INTENT = 0x20;

const TOKEN = { error: 0xaa, info: 0xab, ack: 0xad, environment: 0xe3 } as const;
const WORD = /^[A-Za-z0-9_]{1,64}$/;
const AGENT = /^nightlatch\/[ -~]{1,100}$/;

export interface Prelogin {
  readonly version: string;
  readonly encryption: number;
}

export type TdsLogin =
  | { readonly kind: 'in' }
  | { readonly kind: 'refused'; readonly code: number };

export type TdsRequest =
  | { readonly kind: 'prelogin'; readonly encryption: number }
  | { readonly kind: 'login'; readonly user: string; readonly agent: string };

export function encodeTds(request: TdsRequest): Buffer {
  if (request.kind === 'login') return packet(TYPE.login, login(request.user, request.agent));
  return packet(TYPE.prelogin, prelogin(request.encryption));
}

function packet(type: number, body: Buffer): Buffer {
  const head = Buffer.of(type, LAST, 0, 0, 0, 0, 1, 0);
  head.writeUInt16BE(HEAD + body.length, 2);
  return Buffer.concat([head, body]);
}

function prelogin(encryption: number): Buffer {
  const values: readonly [number, Buffer][] = [
    [OPTION.version, Buffer.alloc(6)],
    [OPTION.encryption, Buffer.of(encryption)],
    [OPTION.instance, Buffer.of(0)],
    [OPTION.thread, Buffer.alloc(4)],
    [OPTION.mars, Buffer.of(0)],
  ];
  let at = values.length * OPTION_SIZE + 1;
  const options = values.map(([token, value]) => {
    const head = Buffer.of(token, 0, 0, 0, 0);
    head.writeUInt16BE(at, 1);
    head.writeUInt16BE(value.length, 3);
    at += value.length;
    return head;
  });
  const data = values.map(([, value]) => value);
  return Buffer.concat([...options, Buffer.of(OPTION.end), ...data]);
}

/** Section 2.2.6.4, without a password, for a session that says that it only reads. */
function login(user: string, agent: string): Buffer {
  if (!WORD.test(user) || !AGENT.test(agent)) throw new ProtocolError('no word for a log-in');
  const fixed = Buffer.alloc(LOGIN_FIXED);
  const [name, application] = [Buffer.from(user, 'utf16le'), Buffer.from(agent, 'utf16le')];
  fixed.writeUInt32LE(LOGIN_FIXED + name.length + application.length, 0);
  fixed.writeUInt32LE(TDS_VERSION, 4);
  fixed.writeUInt32LE(PACKET_SIZE, 8);
  fixed[26] = READ_ONLY_INTENT;
  // Host, user, password, application, and what follows, of which nothing is given.
  const lengths = [0, user.length, 0, agent.length, 0, 0, 0, 0, 0];
  let end = LOGIN_FIXED;
  for (const [index, length] of lengths.entries()) {
    fixed.writeUInt16LE(end, 36 + index * 4);
    fixed.writeUInt16LE(length, 38 + index * 4);
    end += length * 2;
  }
  for (const at of [78, 82, 86]) fixed.writeUInt16LE(end, at);
  return Buffer.concat([fixed, name, application]);
}

/** Everything up to the packet that is marked as the last, without the packets' heads. */
const parseMessage: Parse<Buffer> = (bytes) => {
  const parts: Buffer[] = [];
  let at = 0;
  while (bytes.length >= at + HEAD) {
    const length = bytes.readUInt16BE(at + 2);
    if (bytes[at] !== TYPE.answer || length < HEAD || length > MAX_PACKET)
      throw new ProtocolError('no answer in TDS');
    if (bytes.length < at + length) return undefined;
    parts.push(bytes.subarray(at + HEAD, at + length));
    const isLast = ((bytes[at + 1] ?? 0) & LAST) !== 0;
    at += length;
    if (isLast) return { value: Buffer.concat(parts), length: at };
    if (parts.length >= MAX_PACKETS) throw new ProtocolError('a TDS message without an end');
  }
  if (bytes.length > at && bytes[at] !== TYPE.answer) throw new ProtocolError('no answer in TDS');
  return undefined;
};

export const parsePrelogin: Parse<Prelogin> = (bytes, ended) => {
  const message = parseMessage(bytes, ended);
  if (!message) return undefined;
  const version = option(message.value, OPTION.version, 6);
  const encryption = option(message.value, OPTION.encryption, 1);
  const text = `${version[0]}.${version[1]}.${version.readUInt16BE(2)}`;
  return {
    value: { version: text, encryption: encryption.readUInt8() },
    length: message.length,
  };
};

function option(message: Buffer, token: number, size: number): Buffer {
  for (let index = 0; index < MAX_OPTIONS; index += 1) {
    const at = index * OPTION_SIZE;
    const found = message[at];
    if (found === undefined || found === OPTION.end || message.length < at + OPTION_SIZE) break;
    if (found !== token) continue;
    const start = message.readUInt16BE(at + 1);
    const length = message.readUInt16BE(at + 3);
    if (length < size || start + length > message.length) break;
    return message.subarray(start, start + length);
  }
  throw new ProtocolError(`a PRELOGIN answer without option ${token}`);
}

/** The log-in is in once it is acknowledged, and refused by the first error before that. */
export const parseTdsLogin: Parse<TdsLogin> = (bytes, ended) => {
  const message = parseMessage(bytes, ended);
  if (!message) return undefined;
  const { value: tokens, length } = message;
  let at = 0;
  while (tokens.length >= at + 3) {
    const token = tokens[at];
    if (token === TOKEN.ack) return { value: { kind: 'in' }, length };
    if (token === TOKEN.error && tokens.length >= at + 7)
      return { value: { kind: 'refused', code: tokens.readInt32LE(at + 3) }, length };
    if (token !== TOKEN.info && token !== TOKEN.environment && token !== TOKEN.error) break;
    at += 3 + tokens.readUInt16LE(at + 1);
  }
  throw new ProtocolError('no answer to a log-in');
};

/** Our own requests; each is made again from what was read of it, and has to come out the same. */
export function describeTds(bytes: Buffer): string[] {
  for (const encryption of [ENCRYPT.off, ENCRYPT.unsupported])
    if (encodeTds({ kind: 'prelogin', encryption }).equals(bytes))
      return [encryption === ENCRYPT.off ? 'PRELOGIN' : 'PRELOGIN without encryption'];
  const body = bytes.subarray(HEAD);
  if (body.length < LOGIN_FIXED) throw new ProtocolError('no TDS request of ours');
  const user = fieldOf(body, 40);
  if (!encodeTds({ kind: 'login', user, agent: fieldOf(body, 48) }).equals(bytes))
    throw new ProtocolError('no TDS request of ours');
  return [`LOGIN7 user=${user} without a password`];
}

function fieldOf(body: Buffer, at: number): string {
  const start = body.readUInt16LE(at);
  return body.toString('utf16le', start, start + body.readUInt16LE(at + 2) * 2);
}
