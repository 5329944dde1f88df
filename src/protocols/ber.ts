/**
 * Basic Encoding Rules, as far as LDAP and SPNEGO need them: one byte of tag, definite lengths.
 * https://www.itu.int/rec/T-REC-X.690 and https://www.rfc-editor.org/rfc/rfc4511#section-5.1
 */
import { ProtocolError } from './codec.ts';

const LONG_FORM = 0x80;
const MAX_LENGTH_BYTES = 4;

export const BER = {
  boolean: 0x01,
  integer: 0x02,
  octets: 0x04,
  identifier: 0x06,
  enumerated: 0x0a,
  sequence: 0x30,
  set: 0x31,
} as const;

export interface Tlv {
  readonly tag: number;
  readonly content: Buffer;
  /** Offset after it, in the bytes that it was read from. */
  readonly end: number;
}

export function encodeTlv(tag: number, ...parts: readonly (Buffer | string)[]): Buffer {
  const content = Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)),
  );
  return Buffer.concat([Buffer.of(tag), lengthBytes(content.length), content]);
}

function lengthBytes(length: number): Buffer {
  if (length < LONG_FORM) return Buffer.of(length);
  const bytes = Buffer.alloc(MAX_LENGTH_BYTES);
  bytes.writeUInt32BE(length);
  const significant = bytes.subarray(bytes.findIndex((byte) => byte !== 0));
  return Buffer.concat([Buffer.of(LONG_FORM | significant.length), significant]);
}

export function encodeInteger(value: number, tag: number = BER.integer): Buffer {
  if (!Number.isInteger(value) || value < 0 || value > 0x7fff_ffff)
    throw new ProtocolError(`no small number: ${value}`);
  const bytes = Buffer.alloc(5);
  bytes.writeUInt32BE(value, 1);
  let start = 1;
  while (start < 4 && bytes[start] === 0) start += 1;
  // The first bit is the sign.
  if ((bytes[start] ?? 0) >= LONG_FORM) start -= 1;
  return encodeTlv(tag, bytes.subarray(start));
}

/** The element at `at`; `undefined` while bytes are missing, an error where it claims more than `max`. */
export function readTlv(bytes: Buffer, at: number, max: number): Tlv | undefined {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) return undefined;
  const extra = first < LONG_FORM ? 0 : first & ~LONG_FORM;
  if (first === LONG_FORM || extra > MAX_LENGTH_BYTES)
    throw new ProtocolError('a length without an end');
  const start = at + 2 + extra;
  if (bytes.length < start) return undefined;
  const length = extra === 0 ? first : bytes.readUIntBE(at + 2, extra);
  if (length > max) throw new ProtocolError(`an element of ${length} bytes`);
  const end = start + length;
  return bytes.length < end ? undefined : { tag, content: bytes.subarray(start, end), end };
}

/** All elements of a whole content, in order. */
export function readAll(content: Buffer, most: number): Tlv[] {
  const found: Tlv[] = [];
  let at = 0;
  while (at < content.length) {
    const element = readTlv(content, at, content.length);
    if (!element || found.length >= most) throw new ProtocolError('elements that do not fit');
    found.push(element);
    at = element.end;
  }
  return found;
}

/** A number of up to four bytes. */
export function readInteger(element: Tlv | undefined, tag: number = BER.integer): number {
  const content = element?.tag === tag ? element.content : Buffer.alloc(0);
  if (content.length === 0 || content.length > 4) throw new ProtocolError('no number');
  return content.readIntBE(0, content.length);
}
