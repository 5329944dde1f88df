/**
 * A ClientHello with a ceiling on the version, and the version that the answer chose.
 * Used to learn which old versions a server still takes; the handshake is never completed.
 * https://www.rfc-editor.org/rfc/rfc5246#section-7.4.1.2
 */
import { randomBytes } from 'node:crypto';
import { ProtocolError, type Parse } from './codec.ts';

export type TlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

const CODES: Record<number, TlsVersion> = {
  0x0301: 'TLSv1',
  0x0302: 'TLSv1.1',
  0x0303: 'TLSv1.2',
};
const CEILINGS: Record<'TLSv1.1' | 'TLSv1.2', number> = { 'TLSv1.1': 0x0302, 'TLSv1.2': 0x0303 };

/** ECDHE and RSA suites that servers of the last twenty years know. */
const SUITES = [
  0xc02c, 0xc030, 0xc02b, 0xc02f, 0xcca9, 0xcca8, 0xc00a, 0xc014, 0xc009, 0xc013, 0x009d, 0x009c,
  0x0035, 0x002f, 0x000a,
];

const u8 = (value: number): Buffer => Buffer.of(value);
const u16 = (value: number): Buffer => Buffer.of(value >> 8, value & 0xff);
const vector = (lengthBytes: 1 | 2 | 3, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const length = Buffer.alloc(lengthBytes);
  length.writeUIntBE(body.length, 0, lengthBytes);
  return Buffer.concat([length, body]);
};
const extension = (type: number, ...parts: Buffer[]): Buffer =>
  Buffer.concat([u16(type), vector(2, ...parts)]);

/** `servername` only for names; an address is never sent as SNI. */
export function encodeClientHello(ceiling: 'TLSv1.1' | 'TLSv1.2', servername?: string): Buffer {
  const version = CEILINGS[ceiling];
  const extensions = [
    ...(servername === undefined
      ? []
      : [extension(0, vector(2, u8(0), vector(2, Buffer.from(servername))))]),
    extension(0x000a, vector(2, u16(0x001d), u16(0x0017), u16(0x0018))), // supported groups
    extension(0x000b, vector(1, u8(0))), // point formats: uncompressed
    ...(version === 0x0303
      ? [
          extension(
            0x000d,
            vector(
              2,
              ...[
                0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0203,
                0x0201,
              ].map(u16),
            ),
          ),
        ]
      : []),
    extension(0xff01, u8(0)), // renegotiation info, empty
  ];
  const hello = Buffer.concat([
    u16(version),
    randomBytes(32),
    vector(1), // no session
    vector(2, ...SUITES.map(u16)),
    vector(1, u8(0)), // no compression
    vector(2, ...extensions),
  ]);
  const handshake = Buffer.concat([u8(1), vector(3, hello)]);
  return Buffer.concat([u8(0x16), u16(0x0301), vector(2, handshake)]);
}

const RECORD_HEADER = 5;
const HANDSHAKE_HEADER = 4;

/** Exactly one ClientHello in exactly one record. */
export function describeTls(bytes: Buffer): string[] {
  const hello = RECORD_HEADER + HANDSHAKE_HEADER;
  const whole =
    bytes.length > hello + 2 &&
    bytes[0] === 0x16 &&
    bytes[1] === 3 &&
    bytes.readUInt16BE(3) === bytes.length - RECORD_HEADER &&
    bytes[5] === 1 &&
    bytes.readUIntBE(6, 3) === bytes.length - hello;
  if (!whole) throw new ProtocolError('not a ClientHello');
  return [`ClientHello up to ${CODES[bytes.readUInt16BE(hello)] ?? 'unknown'}`];
}

/** The version that a ServerHello chose, or `null` for an alert. */
export const parseServerChoice: Parse<TlsVersion | null> = (bytes) => {
  if (bytes.length < 1) return undefined;
  if (bytes[0] !== 0x15 && bytes[0] !== 0x16) throw new ProtocolError('not a TLS record');
  if (bytes.length >= 2 && bytes[1] !== 3) throw new ProtocolError('not a TLS record');
  if (bytes[0] === 0x15)
    return bytes.length < 2 ? undefined : { value: null, length: bytes.length };
  if (bytes.length < 11) return undefined;
  if (bytes[5] !== 2) throw new ProtocolError('not a ServerHello');
  const version = CODES[bytes.readUInt16BE(9)];
  if (!version) throw new ProtocolError('a TLS version that nobody offered');
  return { value: version, length: bytes.length };
};
