/**
 * Memcached: the text protocol, and of the binary one what a server with SASL answers.
 *
 *     request = verb { ' ' word } CRLF
 *     reply   = line CRLF | { 'STAT ' name ' ' value CRLF } 'END' CRLF
 *     packet  = magic opcode keylen(2) extras(1) type(1) status(2) bodylen(4) opaque(4) cas(8) extras key value
 *
 * https://github.com/memcached/memcached/blob/master/doc/protocol.txt
 * https://github.com/memcached/memcached/wiki/BinaryProtocolRevamped
 */
import { ProtocolError, type Parse, type Parsed } from './codec.ts';

const CRLF = 2;
const MAX_LINE = 2048;
const MAX_STATS = 2048;
const MAX_BODY = 64 * 1024;
const HEADER = 24;
const MAGIC_REQUEST = 0x80;
const MAGIC_RESPONSE = 0x81;

const OPCODES = { version: 0x0b, 'sasl-mechanisms': 0x20, stat: 0x10, unassigned: 0x7f } as const;

/** `unassigned` is a code that no command ever had, for the negative control. */
export type MemcachedOperation = keyof typeof OPCODES;

/** https://github.com/memcached/memcached/blob/master/protocol_binary.h */
export const MEMCACHED_STATUS = {
  success: 0x00,
  authError: 0x20,
  authContinue: 0x21,
  unknownCommand: 0x81,
} as const;

const ERRORS = ['ERROR', 'CLIENT_ERROR', 'SERVER_ERROR'] as const;

export type MemcachedReply =
  | { readonly kind: 'version'; readonly version: string }
  | {
      readonly kind: 'error';
      readonly code: (typeof ERRORS)[number];
      readonly text: string;
    }
  | { readonly kind: 'stats'; readonly stats: ReadonlyMap<string, string> }
  /** Any other line. */
  | { readonly kind: 'line' };

export interface MemcachedPacket {
  readonly opcode: number;
  readonly status: number;
  readonly key: string;
  readonly value: string;
}

export function encodeMemcachedCommands(...verbs: string[]): Buffer {
  return Buffer.from(verbs.map((verb) => `${verb}\r\n`).join(''));
}

export function encodeMemcachedPackets(...operations: MemcachedOperation[]): Buffer {
  return Buffer.concat(
    operations.map((operation) => {
      const packet = Buffer.alloc(HEADER);
      packet[0] = MAGIC_REQUEST;
      packet[1] = OPCODES[operation];
      return packet;
    }),
  );
}

/** Our own requests: a text command as its words, a binary one as `binary` and its operation. */
export function describeMemcached(bytes: Buffer): string[] {
  if (bytes[0] === MAGIC_REQUEST) return describePackets(bytes);
  const text = bytes.toString('latin1');
  if (!/^(?:[a-z][a-z\d]*(?: [a-z\d]+)*\r\n)+$/.test(text))
    throw new ProtocolError('not whole Memcached commands');
  return text.slice(0, -CRLF).split('\r\n');
}

function describePackets(bytes: Buffer): string[] {
  if (bytes.length % HEADER !== 0) throw new ProtocolError('not whole Memcached packets');
  const requests: string[] = [];
  for (let at = 0; at < bytes.length; at += HEADER) {
    const packet = bytes.subarray(at, at + HEADER);
    const operation = Object.entries(OPCODES).find(([, code]) => code === packet[1])?.[0];
    // No key, no extras and no body: such a request can only ask.
    const bare = packet[0] === MAGIC_REQUEST && packet.subarray(2).every((byte) => byte === 0);
    if (operation === undefined || !bare)
      throw new ProtocolError('a Memcached packet that is not ours');
    requests.push(`binary ${operation}`);
  }
  return requests;
}

export const parseMemcachedReply: Parse<MemcachedReply> = (bytes) => {
  const first = lineAt(bytes, 0);
  if (!first) return undefined;
  if (first.value.startsWith('STAT ') || first.value === 'END') return parseStats(bytes);
  return { value: replyOf(first.value), length: first.length };
};

function replyOf(line: string): MemcachedReply {
  const version = /^VERSION (\S+)/.exec(line)?.[1];
  if (version !== undefined) return { kind: 'version', version };
  const code = ERRORS.find((each) => line === each || line.startsWith(`${each} `));
  return code === undefined
    ? { kind: 'line' }
    : { kind: 'error', code, text: line.slice(code.length + 1) };
}

function parseStats(bytes: Buffer): Parsed<MemcachedReply> | undefined {
  const stats = new Map<string, string>();
  let at = 0;
  for (let count = 0; count <= MAX_STATS; count += 1) {
    const line = lineAt(bytes, at);
    if (!line) return undefined;
    at = line.length;
    if (line.value === 'END') return { value: { kind: 'stats', stats }, length: at };
    const stat = /^STAT (\S+) ?(.*)$/.exec(line.value);
    if (!stat) throw new ProtocolError('a line among the statistics that is none');
    stats.set(stat[1] ?? '', stat[2] ?? '');
  }
  throw new ProtocolError(`more than ${MAX_STATS} statistics`);
}

/** `length` of what this returns is an absolute offset. */
function lineAt(bytes: Buffer, start: number): Parsed<string> | undefined {
  const end = bytes.indexOf('\r\n', start, 'latin1');
  if ((end === -1 ? bytes.length : end) - start > MAX_LINE)
    throw new ProtocolError('a Memcached line without an end');
  return end === -1
    ? undefined
    : { value: bytes.toString('latin1', start, end), length: end + CRLF };
}

export const parseMemcachedPacket: Parse<MemcachedPacket> = (bytes) => {
  if (bytes.length > 0 && bytes[0] !== MAGIC_RESPONSE)
    throw new ProtocolError('not a Memcached response packet');
  if (bytes.length < HEADER) return undefined;
  const keyLength = bytes.readUInt16BE(2);
  const extras = bytes.readUInt8(4);
  const body = bytes.readUInt32BE(8);
  if (body > MAX_BODY || keyLength + extras > body)
    throw new ProtocolError(`a Memcached body of ${body} bytes`);
  const end = HEADER + body;
  if (bytes.length < end) return undefined;
  const key = HEADER + extras;
  const value = {
    opcode: bytes.readUInt8(1),
    status: bytes.readUInt16BE(6),
    key: bytes.toString('latin1', key, key + keyLength),
    value: bytes.toString('latin1', key + keyLength, end),
  };
  return { value, length: end };
};

/** The answer to a binary `stat`: packets up to one without a key, or a single one that refuses. */
export const parseMemcachedStatPackets: Parse<{
  readonly status: number;
  readonly stats: ReadonlyMap<string, string>;
}> = (bytes, ended) => {
  const stats = new Map<string, string>();
  let at = 0;
  for (let count = 0; count <= MAX_STATS; count += 1) {
    const packet = parseMemcachedPacket(bytes.subarray(at), ended);
    if (!packet) return undefined;
    at += packet.length;
    const { status, key, value, opcode } = packet.value;
    if (opcode !== OPCODES.stat)
      throw new ProtocolError('a Memcached packet that answers something else');
    if (status !== MEMCACHED_STATUS.success || key === '')
      return { value: { status, stats }, length: at };
    stats.set(key, value);
  }
  throw new ProtocolError(`more than ${MAX_STATS} statistics`);
};
