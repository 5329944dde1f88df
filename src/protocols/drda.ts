/**
 * DRDA, the wire of Db2 (and of Apache Derby): the exchange of attributes, and which log-ins are taken.
 *
 *     DSS = length(2) 0xd0 format correlation(2) object        object = length(2) code point(2) { object | bytes }
 *
 * https://pubs.opengroup.org/onlinepubs/009608699/toc.pdf
 */
import { ProtocolError, type Parse } from './codec.ts';

const MAGIC = 0xd0;
const REQUEST = 0x01;
const CHAINED = 0x40;
const HEAD = 6;
const OBJECT = 4;
const MAX_OBJECTS = 200;
const MAX_CHAIN = 16;

const POINT = {
  exchange: 0x1041,
  security: 0x106d,
  externalName: 0x115e,
  serverClass: 0x1147,
  serverName: 0x116d,
  release: 0x115a,
  managers: 0x1404,
  mechanism: 0x11a2,
  database: 0x2110,
} as const;
export const DRDA_REPLY = { attributes: 0x1443, security: 0x14ac, syntax: 0x124c } as const;

/** Agent, SQL, relational database, security and TCP/IP managers at the levels that all servers have. */
const MANAGERS = '14030007240700072 40f0007144000071474 0005'.replaceAll(' ', '');
/** A user's name without a password: whoever does not take it tells what it takes instead. */
export const MECHANISM = { password: 3, nameOnly: 4 } as const;
const NAME_LENGTH = 18;

/** Letters, digits and a few signs of CCSID 500, which are the same in all Latin EBCDIC pages. */
const EBCDIC = new Map<number, string>([
  [0x40, ' '],
  [0x4b, '.'],
  [0x60, '-'],
  [0x61, '/'],
  [0x6d, '_'],
  ...run(0xc1, 'ABCDEFGHI'),
  ...run(0xd1, 'JKLMNOPQR'),
  ...run(0xe2, 'STUVWXYZ'),
  ...run(0x81, 'abcdefghi'),
  ...run(0x91, 'jklmnopqr'),
  ...run(0xa2, 'stuvwxyz'),
  ...run(0xf0, '0123456789'),
]);
const TO_EBCDIC = new Map([...EBCDIC].map(([byte, letter]) => [letter, byte]));

function run(first: number, letters: string): [number, string][] {
  return letters.split('').map((letter, index) => [first + index, letter]);
}

export type DrdaRequest =
  | { readonly kind: 'exchange' }
  | { readonly kind: 'security'; readonly database: string };

export interface DrdaReply {
  readonly point: number;
  readonly serverClass: string;
  readonly release: string;
  readonly mechanisms: readonly number[];
}

export function encodeDrda(request: DrdaRequest): Buffer {
  const who = ebcdic('nightlatch');
  const body =
    request.kind === 'exchange'
      ? object(
          POINT.exchange,
          object(POINT.externalName, who),
          object(POINT.serverName, who),
          object(POINT.managers, Buffer.from(MANAGERS, 'hex')),
        )
      : object(
          POINT.security,
          object(POINT.mechanism, Buffer.of(0, MECHANISM.nameOnly)),
          object(POINT.database, ebcdic(request.database.padEnd(NAME_LENGTH))),
        );
  const head = Buffer.of(0, 0, MAGIC, REQUEST, 0, 1);
  head.writeUInt16BE(HEAD + body.length);
  return Buffer.concat([head, body]);
}

function object(point: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const head = Buffer.alloc(OBJECT);
  head.writeUInt16BE(OBJECT + content.length);
  head.writeUInt16BE(point, 2);
  return Buffer.concat([head, content]);
}

function ebcdic(text: string): Buffer {
  return Buffer.from(
    text.split('').map((letter) => {
      const byte = TO_EBCDIC.get(letter);
      if (byte === undefined) throw new ProtocolError('no letter of EBCDIC');
      return byte;
    }),
  );
}

function fromEbcdic(bytes: Buffer): string {
  return [...bytes]
    .map((byte) => EBCDIC.get(byte) ?? '?')
    .join('')
    .trim();
}

/** The first reply of a chain; what is chained to it is passed over. */
export const parseDrda: Parse<DrdaReply> = (bytes) => {
  let first: DrdaReply | undefined;
  let at = 0;
  for (let count = 0; count < MAX_CHAIN; count += 1) {
    if (bytes.length > at + 2 && bytes[at + 2] !== MAGIC) throw new ProtocolError('no DRDA');
    if (bytes.length < at + HEAD) return undefined;
    const length = bytes.readUInt16BE(at);
    if (length < HEAD + OBJECT || length > 0x7fff) throw new ProtocolError('no DRDA');
    if (bytes.length < at + length) return undefined;
    first ??= replyOf(bytes.subarray(at + HEAD, at + length));
    const isChained = ((bytes[at + 3] ?? 0) & CHAINED) !== 0;
    at += length;
    if (!isChained) return { value: first, length: at };
  }
  throw new ProtocolError('a DRDA chain without an end');
};

function replyOf(bytes: Buffer): DrdaReply {
  const [reply] = objects(bytes);
  if (!reply) throw new ProtocolError('a DRDA reply without an object');
  const inside = objects(reply.content);
  const find = (point: number): Buffer =>
    inside.find((each) => each.point === point)?.content ?? Buffer.alloc(0);
  const mechanisms = inside
    .filter(({ point }) => point === POINT.mechanism)
    .flatMap(({ content }) =>
      Array.from({ length: Math.trunc(content.length / 2) }, (_, index) =>
        content.readUInt16BE(index * 2),
      ),
    );
  return {
    point: reply.point,
    serverClass: fromEbcdic(find(POINT.serverClass)),
    release: fromEbcdic(find(POINT.release)),
    mechanisms,
  };
}

function objects(bytes: Buffer): { point: number; content: Buffer }[] {
  const found: { point: number; content: Buffer }[] = [];
  let at = 0;
  while (at + OBJECT <= bytes.length && found.length < MAX_OBJECTS) {
    const end = at + bytes.readUInt16BE(at);
    if (end < at + OBJECT || end > bytes.length) throw new ProtocolError('no object of DDM');
    found.push({ point: bytes.readUInt16BE(at + 2), content: bytes.subarray(at + OBJECT, end) });
    at = end;
  }
  return found;
}

/** Our own requests; each is made again from what was read of it, and has to come out the same. */
export function describeDrda(bytes: Buffer): string[] {
  if (bytes.equals(encodeDrda({ kind: 'exchange' }))) return ['EXCSAT'];
  const database = fromEbcdic(bytes.subarray(-NAME_LENGTH));
  if (!/^[A-Za-z0-9]+$/.test(database) || !encodeDrda({ kind: 'security', database }).equals(bytes))
    throw new ProtocolError('no DRDA request of ours');
  return [`ACCSEC name-only ${database}`];
}
