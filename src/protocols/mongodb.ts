/**
 * The MongoDB wire protocol: commands in OP_MSG, and in OP_QUERY for servers before 3.6; replies in either form.
 *
 *     message  = length(4) requestId(4) responseTo(4) opcode(4) body
 *     OP_MSG   = flags(4) { 0x00 document | 0x01 size(4) bytes } [ checksum(4) ]
 *     OP_QUERY = flags(4) 'admin.$cmd' 0x00 skip(4) return(4) document
 *     OP_REPLY = flags(4) cursor(8) from(4) returned(4) document
 *
 * https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/
 */
import {
  encodeBson,
  readBson,
  type BsonDocument,
  type BsonFields,
  type BsonValue,
} from './bson.ts';
import { ProtocolError, type Parse, type Parsed } from './codec.ts';

const HEADER = 16;
const OPCODE_AT = 12;
const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const REPLY_HEAD = 20;
const MAX_MESSAGE = 384 * 1024;
const CHECKSUM_PRESENT = 1;
const CHECKSUM = 4;
/** So that a secondary answers too. */
const SECONDARY_OK = 4;
const NAMESPACE = 'admin.$cmd\0';

export interface MongoCommand {
  readonly name: string;
  /** `admin` where not said. */
  readonly database?: string;
  /** The collection, for a command that is about one. */
  readonly collection?: string;
  /** Everything after the command's own name. */
  readonly options?: BsonFields;
}

export type MongoForm = 'message' | 'query';

export interface MongoReply {
  readonly form: 'message' | 'reply';
  readonly body: BsonDocument;
}

/** Several commands in one packet, numbered from 1; a server answers them in order. */
export function encodeMongoCommands(form: MongoForm, commands: readonly MongoCommand[]): Buffer {
  const encode = form === 'message' ? messageOf : queryOf;
  return Buffer.concat(commands.map((command, index) => encode(index + 1, command)));
}

function messageOf(
  requestId: number,
  { name, options, database = 'admin', collection }: MongoCommand,
): Buffer {
  const document = encodeBson({ [name]: collection ?? 1, ...options, $db: database });
  return framed(requestId, OP_MSG, Buffer.concat([int32s(0), Buffer.of(0), document]));
}

function queryOf(requestId: number, { name, options }: MongoCommand): Buffer {
  const document = encodeBson({ [name]: 1, ...options });
  return framed(
    requestId,
    OP_QUERY,
    Buffer.concat([int32s(SECONDARY_OK), Buffer.from(NAMESPACE), int32s(0, -1), document]),
  );
}

function framed(requestId: number, opcode: number, body: Buffer): Buffer {
  return Buffer.concat([int32s(HEADER + body.length, requestId, 0, opcode), body]);
}

function int32s(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeInt32LE(value, index * 4);
  return bytes;
}

/** Do these first bytes begin a server's answer? Needs the header only. */
export function startsMongoReply(bytes: Buffer): boolean {
  if (bytes.length < HEADER) return false;
  const opcode = bytes.readInt32LE(OPCODE_AT);
  const length = bytes.readInt32LE(0);
  return (opcode === OP_MSG || opcode === OP_REPLY) && length > HEADER && length <= MAX_MESSAGE;
}

export const parseMongoReply: Parse<MongoReply> = (bytes) => {
  const frame = frameOf(bytes);
  if (!frame) return undefined;
  const { opcode, body } = frame.value;
  if (opcode === OP_MSG)
    return { value: { form: 'message', body: bodyOfMessage(body) }, length: frame.length };
  if (opcode !== OP_REPLY || body.length < REPLY_HEAD)
    throw new ProtocolError(`MongoDB opcode ${opcode} is no reply`);
  return { value: { form: 'reply', body: readBson(body, REPLY_HEAD).value }, length: frame.length };
};

interface Frame {
  readonly opcode: number;
  readonly body: Buffer;
}

function frameOf(bytes: Buffer): Parsed<Frame> | undefined {
  if (bytes.length < 4) return undefined;
  const length = bytes.readInt32LE(0);
  if (length <= HEADER || length > MAX_MESSAGE)
    throw new ProtocolError(`a MongoDB message of ${length} bytes`);
  if (bytes.length < length) return undefined;
  return {
    value: { opcode: bytes.readInt32LE(OPCODE_AT), body: bytes.subarray(HEADER, length) },
    length,
  };
}

/** The one document of kind 0; sections of kind 1 are passed over. */
function bodyOfMessage(bytes: Buffer): BsonDocument {
  if (bytes.length < 5) throw new ProtocolError('a MongoDB message without a section');
  const end = bytes.length - ((bytes.readUInt32LE(0) & CHECKSUM_PRESENT) === 0 ? 0 : CHECKSUM);
  let found: BsonDocument | undefined;
  let at = 4;
  while (at < end) {
    const kind = bytes[at];
    if (kind === 0) {
      if (found) throw new ProtocolError('a MongoDB message with two bodies');
      const read = readBson(bytes.subarray(0, end), at + 1);
      found = read.value;
      at = read.end;
    } else {
      const size = kind === 1 && at + 5 <= end ? bytes.readInt32LE(at + 1) : 0;
      if (size < 5 || at + 1 + size > end)
        throw new ProtocolError('a MongoDB section that is none');
      at += 1 + size;
    }
  }
  if (!found) throw new ProtocolError('a MongoDB message without a body');
  return found;
}

/** Our own commands: the name, the database, and every option as `path=value`. */
export function describeMongo(bytes: Buffer): string[] {
  const requests: string[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    const frame = frameOf(rest);
    if (!frame) throw new ProtocolError('not a whole MongoDB message');
    requests.push(describeFrame(frame.value));
    rest = rest.subarray(frame.length);
  }
  return requests;
}

function describeFrame({ opcode, body }: Frame): string {
  if (opcode === OP_MSG) {
    // No flags and one section: nothing can hide behind what is described.
    if (body.length < 5 || body.readUInt32LE(0) !== 0 || body[4] !== 0)
      throw new ProtocolError('a MongoDB message that is not ours');
    return describeCommand(whole(body, 5));
  }
  const head = Buffer.concat([int32s(SECONDARY_OK), Buffer.from(NAMESPACE), int32s(0, -1)]);
  if (opcode !== OP_QUERY || !body.subarray(0, head.length).equals(head))
    throw new ProtocolError('a MongoDB query that is not ours');
  return `query ${describeCommand(new Map([...whole(body, head.length), ['$db', 'admin']]))}`;
}

function whole(bytes: Buffer, start: number): BsonDocument {
  const { value, end } = readBson(bytes, start);
  if (end !== bytes.length) throw new ProtocolError('bytes after a MongoDB document');
  return value;
}

function describeCommand(document: BsonDocument): string {
  const [first, ...others] = [...document];
  const database = document.get('$db');
  const about = first?.[1];
  if (!first || (about !== 1 && typeof about !== 'string') || typeof database !== 'string')
    throw new ProtocolError('a MongoDB command that is not ours');
  const options = others
    .filter(([name]) => name !== '$db')
    .flatMap(([name, value]) => describeOption(name, value));
  const collection = typeof about === 'string' ? [about] : [];
  return [first[0], database, ...collection, ...options].map(word).join(' ');
}

function describeOption(name: string, value: BsonValue): string[] {
  if (name === 'client' && isOwnClient(value)) return ['client'];
  // What is said in a log-in: its name alone may be written down.
  if (name === 'payload' && value instanceof Uint8Array) return [name];
  if (value === null) return [`${name}=null`];
  if (Array.isArray(value))
    return (value as readonly BsonValue[]).flatMap((each, at) =>
      describeOption(`${name}.${at}`, each),
    );
  if (value instanceof Map)
    return [...(value as BsonDocument)].flatMap(([key, inner]) =>
      describeOption(`${name}.${key}`, inner),
    );
  if (typeof value !== 'number' && typeof value !== 'string' && typeof value !== 'boolean') {
    throw new ProtocolError('a MongoDB option that is not ours');
  }
  return [`${name}=${value}`];
}

function word(text: string): string {
  if (!/^[!-~]+$/.test(text)) throw new ProtocolError('a MongoDB word with blanks in it');
  return text;
}

/**
 * What a client says of itself with its first command; servers log it. Driver and system are not optional.
 * https://github.com/mongodb/specifications/blob/master/source/mongodb-handshake/handshake.md
 */
export function mongoClient(agent: string): BsonFields {
  return {
    application: { name: agent.slice(0, 128) },
    driver: { name: 'nightlatch', version: '1' },
    os: { type: 'unknown' },
  };
}

function isOwnClient(value: BsonValue): boolean {
  const application = value instanceof Map ? (value as BsonDocument).get('application') : undefined;
  const name = application instanceof Map ? (application as BsonDocument).get('name') : undefined;
  if (typeof name !== 'string' || !/^nightlatch\/[ -~]*$/.test(name)) return false;
  return JSON.stringify(plain(value)) === JSON.stringify(mongoClient(name));
}

/** As JSON has it. */
export function plain(value: BsonValue): unknown {
  if (Array.isArray(value)) return (value as readonly BsonValue[]).map(plain);
  if (!(value instanceof Map)) return value;
  return Object.fromEntries(
    [...(value as BsonDocument)].map(([name, inner]) => [name, plain(inner)]),
  );
}
