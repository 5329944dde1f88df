/** As much of BSON and of MongoDB's OP_MSG as it takes to fill a database. */
export type BsonValue = string | number | boolean | readonly BsonValue[] | BsonDocument;
export interface BsonDocument {
  readonly [name: string]: BsonValue;
}

const OP_MSG = 2013;
const HEADER = 16;

const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
};

/** As `Array.isArray`, which does not know of arrays that are read only. */
const isList = (value: BsonValue): value is readonly BsonValue[] => Array.isArray(value);

function element(name: string, value: BsonValue): Buffer {
  const key = Buffer.from(`${name}\0`);
  const typed = (type: number, ...body: readonly Buffer[]): Buffer =>
    Buffer.concat([Buffer.from([type]), key, ...body]);
  if (typeof value === 'string') {
    const text = Buffer.from(`${value}\0`);
    return typed(0x02, int32(text.length), text);
  }
  if (typeof value === 'number') return typed(0x10, int32(value));
  if (typeof value === 'boolean') return typed(0x08, Buffer.from([value ? 1 : 0]));
  if (isList(value)) return typed(0x04, encodeDocument(Object.fromEntries(value.entries())));
  return typed(0x03, encodeDocument(value));
}

function encodeDocument(document: BsonDocument): Buffer {
  const elements = Object.entries(document).map(([name, value]) => element(name, value));
  const body = Buffer.concat([...elements, Buffer.from([0])]);
  return Buffer.concat([int32(body.length + 4), body]);
}

/** A command as one message. */
export function encodeCommand(command: BsonDocument): Buffer {
  // No flags, and one section of kind 0, which is the command itself.
  const body = Buffer.concat([int32(0), Buffer.from([0]), encodeDocument(command)]);
  const header = [body.length + HEADER, 1, 0, OP_MSG].map(int32);
  return Buffer.concat([...header, body]);
}

/** Has the whole answer arrived? */
export const isWholeMessage = (answer: Buffer): boolean =>
  answer.length >= 4 && answer.length >= answer.readInt32LE(0);
