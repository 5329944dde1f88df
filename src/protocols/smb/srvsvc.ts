/**
 * The list of shares, over the pipe `srvsvc`: a bind, and NetrShareEnum with level 1.
 * https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-srvs/
 * https://pubs.opengroup.org/onlinepubs/9629399/chap12.htm
 */
import { ProtocolError } from '../codec.ts';

const BIND = 11;
const BIND_ACK = 12;
const REQUEST = 0;
const RESPONSE = 2;
const HEADER = 16;
const RESPONSE_HEAD = 24;
const FRAGMENT = 0xffff;
const SHARE_ENUM = 15;
const MAX_SHARES = 1000;
const MAX_NAME = 512;
const SRVSVC = 'c84f324b7016d30112785a47bf6ee188';
const NDR = '045d888aeb1cc9119fe808002b104860';

export interface SmbShare {
  readonly name: string;
  /** https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-srvs/6069f8c0-c93f-43a0-a5b4-7ed447eb4b84 */
  readonly type: number;
}

export interface ShareList {
  readonly shares: readonly SmbShare[];
  /** 0, or why there is no list. */
  readonly code: number;
}

export function encodeSrvsvcBind(): Buffer {
  const sizes = words(FRAGMENT | (FRAGMENT << 16), 0);
  const context = Buffer.concat([words(1), Buffer.of(0, 0, 1, 0)]);
  const syntaxes = Buffer.concat([
    Buffer.from(SRVSVC, 'hex'),
    words(3),
    Buffer.from(NDR, 'hex'),
    words(2),
  ]);
  return packet(BIND, Buffer.concat([sizes, context, syntaxes]));
}

export function encodeShareEnum(): Buffer {
  const name = Buffer.from('\\\\*\0', 'utf16le');
  const padded = Buffer.alloc(Math.ceil(name.length / 4) * 4);
  name.copy(padded);
  const count = name.length / 2;
  const stub = Buffer.concat([
    words(0x2_0000, count, 0, count),
    padded,
    // Level and its container, which is empty; as much as one fragment holds; no handle to go on.
    words(1, 1, 0x2_0004, 0, 0, FRAGMENT, 0),
  ]);
  const call = Buffer.alloc(8);
  call.writeUInt32LE(stub.length);
  call.writeUInt16LE(SHARE_ENUM, 6);
  return packet(REQUEST, Buffer.concat([call, stub]));
}

function packet(type: number, body: Buffer): Buffer {
  const head = Buffer.alloc(HEADER);
  // Version 5.0, one fragment, little-endian numbers.
  head.set([5, 0, type, 3, 0x10]);
  head.writeUInt16LE(HEADER + body.length, 8);
  head.writeUInt32LE(1, 12);
  return Buffer.concat([head, body]);
}

function words(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries())
    bytes.writeInt32LE(Math.trunc(value) | 0, index * 4);
  return bytes;
}

export function isBindAccepted(bytes: Buffer): boolean {
  return bytes.length > HEADER && bytes[0] === 5 && bytes[2] === BIND_ACK;
}

/** The shares of the first fragment; a list that goes on beyond it is cut there. */
export function parseShareList(bytes: Buffer): ShareList {
  if (bytes.length < RESPONSE_HEAD || bytes[0] !== 5 || bytes[2] !== RESPONSE)
    throw new ProtocolError('no list of shares');
  const isWhole = ((bytes[3] ?? 0) & 2) !== 0;
  const code = isWhole ? bytes.readUInt32LE(bytes.length - 4) : 0;
  return { shares: readShares(new Reader(bytes.subarray(RESPONSE_HEAD))), code };
}

function readShares(reader: Reader): SmbShare[] {
  // Level, the same once more, and a reference to the container, which says where the list is.
  const [, , container] = [reader.word(), reader.word(), reader.word()];
  if (container === 0) return [];
  const [count, list] = [reader.word(), reader.word()];
  if (count === 0 || list === 0) return [];
  if (count > MAX_SHARES || reader.word() !== count) throw new ProtocolError('too many shares');
  const types = Array.from({ length: count }, () => {
    const [, type] = [reader.word(), reader.word(), reader.word()];
    return type;
  });
  const shares: SmbShare[] = [];
  for (const type of types) {
    const name = reader.text();
    const comment = reader.text();
    if (name === undefined || comment === undefined) break;
    shares.push({ name, type });
  }
  return shares;
}

class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  word(): number {
    if (this.#bytes.length < this.#at + 4) throw new ProtocolError('a list that ends early');
    this.#at += 4;
    return this.#bytes.readUInt32LE(this.#at - 4);
  }

  /** A counted string with its zero; `undefined` where the fragment ends. */
  text(): string | undefined {
    if (this.#bytes.length < this.#at + 12) return undefined;
    this.word();
    this.word();
    const length = this.word();
    if (length > MAX_NAME) throw new ProtocolError('a name that is too long');
    const start = this.#at;
    const end = start + length * 2;
    if (this.#bytes.length < end) return undefined;
    this.#at = Math.ceil(end / 4) * 4;
    return this.#bytes.toString('utf16le', start, end).replace(/\0$/, '');
  }
}
