/**
 * BSON, bounded: what a MongoDB server answers to a few constant commands, and an encoder for those commands.
 * Documents become maps, so that no key can reach a prototype. https://bsonspec.org/spec.html
 */
import { ProtocolError } from './codec.ts';

const MAX_DEPTH = 16;
const MAX_KEYS = 50_000;
const MAX_NAME = 1024;
const MIN_DOCUMENT = 5;
const INT32 = 4;

export type BsonDocument = ReadonlyMap<string, BsonValue>;
/** `undefined` stands for the types that no question of ours needs: dates, identifiers, code. */
export type BsonValue =
  | number
  | string
  | boolean
  | null
  | undefined
  | Uint8Array
  | BsonDocument
  | readonly BsonValue[];

/** What our own commands are made of. */
export interface BsonFields {
  readonly [name: string]:
    | number
    | string
    | boolean
    | null
    | Uint8Array
    | readonly BsonFields[]
    | BsonFields;
}

interface Reader {
  readonly bytes: Buffer;
  keys: number;
}

interface Read<T> {
  readonly value: T;
  /** Offset of the first byte after it. */
  readonly end: number;
}

const TYPES = {
  double: 0x01,
  string: 0x02,
  document: 0x03,
  array: 0x04,
  binary: 0x05,
  boolean: 0x08,
  regex: 0x0b,
  pointer: 0x0c,
  code: 0x0d,
  symbol: 0x0e,
  scopedCode: 0x0f,
  int32: 0x10,
  int64: 0x12,
} as const;

/** Bytes of the types with a fixed size that are passed over. */
const FIXED: ReadonlyMap<number, number> = new Map([
  [0x06, 0], // undefined
  [0x07, 12], // object id
  [0x09, 8], // date
  [0x0a, 0], // null
  [0x11, 8], // timestamp
  [0x13, 16], // decimal
  [0x7f, 0], // greatest key
  [0xff, 0], // least key
]);
const NULL = 0x0a;

/** Reads one document at `start`, which must end at or before the end of `bytes`. */
export function readBson(bytes: Buffer, start = 0): Read<BsonDocument> {
  return readDocument({ bytes, keys: 0 }, start, bytes.length, 0);
}

function readDocument(
  reader: Reader,
  start: number,
  limit: number,
  depth: number,
): Read<BsonDocument> {
  if (depth > MAX_DEPTH) throw new ProtocolError('a BSON document nested too deeply');
  const size = int32(reader, start, limit);
  const end = start + size;
  if (size < MIN_DOCUMENT || end > limit)
    throw new ProtocolError(`a BSON document of ${size} bytes`);
  const document = new Map<string, BsonValue>();
  let at = start + INT32;
  while (at < end - 1) {
    const type = reader.bytes[at] ?? 0;
    const name = cstring(reader, at + 1, end);
    reader.keys += 1;
    if (reader.keys > MAX_KEYS) throw new ProtocolError(`more than ${MAX_KEYS} BSON keys`);
    const element = readValue(reader, { type, at: name.end, limit: end - 1, depth });
    document.set(name.value, element.value);
    at = element.end;
  }
  if (reader.bytes[end - 1] !== 0) throw new ProtocolError('a BSON document without its end');
  return { value: document, end };
}

interface Place {
  readonly type: number;
  readonly at: number;
  readonly limit: number;
  readonly depth: number;
}

function readValue(reader: Reader, place: Place): Read<BsonValue> {
  const { type, at, limit, depth } = place;
  const fixed = FIXED.get(type);
  if (fixed !== undefined)
    return { value: type === NULL ? null : undefined, end: within(at, fixed, limit) };
  switch (type) {
    case TYPES.double:
      return { end: within(at, 8, limit), value: reader.bytes.readDoubleLE(at) };
    case TYPES.int32:
      return { value: int32(reader, at, limit), end: at + INT32 };
    case TYPES.int64:
      return { end: within(at, 8, limit), value: Number(reader.bytes.readBigInt64LE(at)) };
    case TYPES.boolean:
      return { end: within(at, 1, limit), value: reader.bytes[at] === 1 };
    case TYPES.document:
      return readDocument(reader, at, limit, depth + 1);
    case TYPES.array: {
      const { value, end } = readDocument(reader, at, limit, depth + 1);
      return { value: [...value.values()], end };
    }
    default:
      return readSized(reader, place);
  }
}

function readSized(reader: Reader, { type, at, limit }: Place): Read<BsonValue> {
  if (type === TYPES.regex) {
    const options = cstring(reader, at, limit).end;
    return { value: undefined, end: cstring(reader, options, limit).end };
  }
  const size = int32(reader, at, limit);
  const start = at + INT32;
  switch (type) {
    case TYPES.string:
      return {
        end: within(start, atLeast(size, 1), limit),
        value: reader.bytes.toString('utf8', start, start + size - 1),
      };
    case TYPES.code:
    case TYPES.symbol:
      return { value: undefined, end: within(start, atLeast(size, 1), limit) };
    case TYPES.binary:
      return {
        end: within(start, size + 1, limit),
        value: reader.bytes.subarray(start + 1, start + 1 + size),
      };
    case TYPES.pointer:
      return { value: undefined, end: within(start, atLeast(size, 1) + 12, limit) };
    case TYPES.scopedCode:
      return { value: undefined, end: within(at, atLeast(size, INT32), limit) };
    default:
      throw new ProtocolError(`a BSON type 0x${type.toString(16)}`);
  }
}

function within(start: number, size: number, limit: number): number {
  if (size < 0 || start + size > limit) throw new ProtocolError('a BSON value beyond its document');
  return start + size;
}

function atLeast(size: number, least: number): number {
  if (size < least) throw new ProtocolError(`a BSON length of ${size}`);
  return size;
}

function int32(reader: Reader, at: number, limit: number): number {
  within(at, INT32, limit);
  return reader.bytes.readInt32LE(at);
}

function cstring(reader: Reader, start: number, limit: number): Read<string> {
  const end = reader.bytes.indexOf(0, start);
  if (end === -1 || end >= limit || end - start > MAX_NAME)
    throw new ProtocolError('a BSON name without an end');
  return { value: reader.bytes.toString('utf8', start, end), end: end + 1 };
}

export function encodeBson(fields: BsonFields): Buffer {
  const body = Buffer.concat(
    Object.entries(fields).map(([name, value]) => encodeElement(name, value)),
  );
  return Buffer.concat([int32Bytes(body.length + MIN_DOCUMENT), body, Buffer.of(0)]);
}

function encodeElement(name: string, value: BsonFields[string]): Buffer {
  const element = (type: number, ...parts: Buffer[]): Buffer =>
    Buffer.concat([Buffer.of(type), Buffer.from(`${name}\0`), ...parts]);
  if (typeof value === 'number') return element(TYPES.int32, int32Bytes(value));
  if (typeof value === 'boolean') return element(TYPES.boolean, Buffer.of(value ? 1 : 0));
  if (typeof value !== 'string') return encodeOther(element, value);
  const text = Buffer.from(`${value}\0`);
  return element(TYPES.string, int32Bytes(text.length), text);
}

type Element = (type: number, ...parts: Buffer[]) => Buffer;

function encodeOther(
  element: Element,
  value: null | Uint8Array | readonly BsonFields[] | BsonFields,
): Buffer {
  if (value === null) return element(NULL);
  if (value instanceof Uint8Array)
    return element(TYPES.binary, int32Bytes(value.length), Buffer.of(0), Buffer.from(value));
  if (!isList(value)) return element(TYPES.document, encodeBson(value));
  return element(TYPES.array, encodeBson(Object.fromEntries(value.entries())));
}

function isList(value: BsonFields | readonly BsonFields[]): value is readonly BsonFields[] {
  return Array.isArray(value);
}

function int32Bytes(value: number): Buffer {
  const bytes = Buffer.alloc(INT32);
  bytes.writeInt32LE(value);
  return bytes;
}
