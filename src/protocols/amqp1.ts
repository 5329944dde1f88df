/**
 * AMQP 1.0, as far as a SASL log-in without an account and the greeting behind it need it.
 *
 *     frame       = size(4) offset(1) type(1) channel(2) performative
 *     performative = 0x00 0x53 code list
 *
 * A value's first byte says in its upper half how long it is (section 1.2 of the types).
 * https://docs.oasis-open.org/amqp/core/v1.0/os/amqp-core-security-v1.0-os.html
 * https://docs.oasis-open.org/amqp/core/v1.0/os/amqp-core-types-v1.0-os.html
 */
import { ProtocolError, type Parse } from './codec.ts';
import { Fields, frames, u16, u32, u8 } from './fields.ts';

const MAGIC = 'AMQP';
const HEADER = 8;
const FRAME_HEADER = 8;
const WORDS_OF_HEADER = 2;
const MAX_FRAME = 64 * 1024;
const LAYER = { plain: 0, sasl: 3 } as const;
const FRAME = { plain: 0, sasl: 1 } as const;
const CODE = { open: 0x10, close: 0x18, mechanisms: 0x40, init: 0x41, outcome: 0x44 } as const;
const DESCRIBED = 0x00;
const SMALL_ULONG = 0x53;
const SHORT_LIST = 0xc0;
const SHORT_TEXT = 0xa1;
const SHORT_SYMBOL = 0xa3;
const UBYTE = 0x50;
/** Of the fields of `open`; https://docs.oasis-open.org/amqp/core/v1.0/os/amqp-core-transport-v1.0-os.html#type-open */
const PROPERTIES = 9;
const MOST_VALUES = 256;

export type Amqp1Answer =
  | { readonly kind: 'header'; readonly layer: number }
  | { readonly kind: 'mechanisms'; readonly mechanisms: readonly string[] }
  | { readonly kind: 'outcome'; readonly code: number }
  | { readonly kind: 'open'; readonly properties: ReadonlyMap<string, string> }
  | { readonly kind: 'close' | 'other' };

function header(layer: number): Buffer {
  return Buffer.concat([Buffer.from(MAGIC), u8(layer, 1, 0, 0)]);
}

function frame(type: number, code: number, value: Buffer): Buffer {
  const list = Buffer.concat([u8(SHORT_LIST, value.length + 1, 1), value]);
  const body = Buffer.concat([u8(DESCRIBED, SMALL_ULONG, code), list]);
  const head = [u32(FRAME_HEADER + body.length), u8(WORDS_OF_HEADER, type), u16(0)];
  return Buffer.concat([...head, body]);
}

function short(code: number, text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([u8(code, bytes.length), bytes]);
}

/** The server answers with the mechanisms that it offers. */
export function encodeAmqp1Sasl(): Buffer {
  return header(LAYER.sasl);
}

/** No account: the mechanism is ANONYMOUS, or one that does not exist. */
export function encodeAmqp1Init(mechanism: string): Buffer {
  return frame(FRAME.sasl, CODE.init, short(SHORT_SYMBOL, mechanism));
}

export function encodeAmqp1Open(container: string): Buffer {
  const open = frame(FRAME.plain, CODE.open, short(SHORT_TEXT, container));
  return Buffer.concat([header(LAYER.plain), open]);
}

export const parseAmqp1: Parse<Amqp1Answer> = (bytes) => {
  if (bytes.length < HEADER) return undefined;
  if (bytes.toString('latin1', 0, MAGIC.length) === MAGIC)
    return { value: { kind: 'header', layer: bytes.readUInt8(MAGIC.length) }, length: HEADER };
  const size = bytes.readUInt32BE();
  if (size > MAX_FRAME || size < FRAME_HEADER)
    throw new ProtocolError(`an AMQP frame of ${size} bytes`);
  if (bytes.length < size) return undefined;
  const offset = bytes.readUInt8(4) * 4;
  if (offset < FRAME_HEADER || offset > size) throw new ProtocolError('an AMQP frame of no body');
  return { value: performativeOf(new Fields(bytes.subarray(offset, size))), length: size };
};

function performativeOf(fields: Fields): Amqp1Answer {
  // An empty frame keeps the connection alive.
  if (fields.left === 0) return { kind: 'other' };
  const isDescribed = fields.u8() === DESCRIBED && fields.u8() === SMALL_ULONG;
  if (!isDescribed) throw new ProtocolError('an AMQP frame without a performative');
  const code = fields.u8();
  const list = valuesOf(readValue(fields));
  switch (code) {
    case CODE.mechanisms:
      return { kind: 'mechanisms', mechanisms: textsOf(list[0]) };
    case CODE.outcome:
      return { kind: 'outcome', code: list[0]?.code === UBYTE ? list[0].bytes.readUInt8() : -1 };
    case CODE.open:
      return { kind: 'open', properties: mapOf(list[PROPERTIES]) };
    case CODE.close:
      return { kind: 'close' };
    default:
      return { kind: 'other' };
  }
}

interface Value {
  readonly code: number;
  readonly bytes: Buffer;
}

/** By the upper half of the code: a fixed number of bytes, or a size in one or four. */
const FIXED: readonly (number | undefined)[] = [
  undefined,
  undefined,
  undefined,
  undefined,
  0,
  1,
  2,
  4,
  8,
  16,
];
const FIRST_SIZED = 10;
const DEPTH = 4;

function readValue(fields: Fields, depth = 0): Value {
  const code = fields.u8();
  if (code === DESCRIBED) {
    if (depth >= DEPTH) throw new ProtocolError('an AMQP value in too many others');
    readValue(fields, depth + 1);
    return readValue(fields, depth + 1);
  }
  return { code, bytes: bytesOf(code, fields) };
}

function bytesOf(code: number, fields: Fields): Buffer {
  const half = code >>> 4;
  const fixed = FIXED[half];
  if (fixed !== undefined) return fields.take(fixed);
  if (half < FIRST_SIZED) throw new ProtocolError('a value of no type of AMQP');
  return fields.take(half % 2 === 0 ? fields.u8() : fields.u32());
}

/** The values of a list or map, which stand behind their number. */
function valuesOf({ code, bytes }: Value): Value[] {
  const half = code >>> 4;
  if (half !== 0xc && half !== 0xd) return [];
  const fields = new Fields(bytes);
  const count = half === 0xc ? fields.u8() : fields.u32();
  if (count > MOST_VALUES) throw new ProtocolError(`${count} values in one`);
  return Array.from({ length: count }, () => readValue(fields));
}

/** A text or symbol, or an array of them. */
function textsOf(value: Value | undefined): string[] {
  if (!value) return [];
  const half = value.code >>> 4;
  if (half !== 0xe && half !== 0xf) return [value.bytes.toString('utf8')];
  const fields = new Fields(value.bytes);
  const count = half === 0xe ? fields.u8() : fields.u32();
  if (count > MOST_VALUES) throw new ProtocolError(`${count} values in one`);
  const each = fields.u8();
  return Array.from({ length: count }, () => bytesOf(each, fields).toString('utf8'));
}

function mapOf(value: Value | undefined): Map<string, string> {
  const texts = new Map<string, string>();
  const values = value ? valuesOf(value) : [];
  for (let at = 0; at + 1 < values.length; at += 2) {
    const [key] = textsOf(values[at]);
    const [text] = textsOf(values[at + 1]);
    if (key !== undefined && text !== undefined) texts.set(key, text);
  }
  return texts;
}

export function describeAmqp1(bytes: Buffer): string[] {
  if (bytes.equals(header(LAYER.sasl))) return ['AMQP 1.0 SASL'];
  const hasHeader = bytes.subarray(0, HEADER).equals(header(LAYER.plain));
  const rest = hasHeader ? bytes.subarray(HEADER) : bytes;
  const requests = frames(rest, (start) =>
    rest.length - start < 4 ? 0 : rest.readUInt32BE(start),
  );
  return [...(hasHeader ? ['AMQP 1.0'] : []), ...requests.map(describeOne)];
}

function describeOne(request: Buffer): string {
  if (request.length <= FRAME_HEADER) throw new ProtocolError('an AMQP frame that is not ours');
  const code = request[FRAME_HEADER + 2];
  const fields = new Fields(request.subarray(FRAME_HEADER + 3));
  const [text, ...more] = valuesOf(readValue(fields));
  fields.end();
  const [word] = textsOf(text);
  if (word === undefined || more.length > 0) throw new ProtocolError('an AMQP frame of more');
  if (code === CODE.init) return `sasl-init ${word}`;
  if (code === CODE.open) return 'open';
  throw new ProtocolError('an AMQP frame that is not ours');
}
