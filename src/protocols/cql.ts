/**
 * Cassandra's native protocol, versions 3 and 4: what is said before a log-in, and queries that give a few texts.
 *
 *     frame = version(1) flags(1) stream(2) opcode(1) length(4) body
 *
 * https://github.com/apache/cassandra/blob/trunk/doc/native_protocol_v4.spec
 */
import { ProtocolError, type Parse } from './codec.ts';
import { Fields, bytes32, frames, text16, u16, u32, u8 } from './fields.ts';

const HEADER = 9;
const LENGTH_AT = 5;
const MAX_BODY = 128 * 1024;
const RESPONSE = 0x80;
const OPCODE = {
  error: 0x00,
  startup: 0x01,
  ready: 0x02,
  authenticate: 0x03,
  options: 0x05,
  supported: 0x06,
  query: 0x07,
  result: 0x08,
  authChallenge: 0x0e,
  authResponse: 0x0f,
  authSuccess: 0x10,
} as const;
const ROWS = 2;
const GLOBAL_TABLE = 0x01;
const MORE_PAGES = 0x02;
const CONSISTENCY_ONE = 1;
const PAGE_SIZE = 0x04;
const MOST_ROWS = 100;
/** Of a list for an inventory, which stays below what one answer may have. */
export const CQL_LIST = 1000;
/** Types up to here are written in two bytes and have no parameters; the texts that we ask for are among them. */
const LAST_SIMPLE_TYPE = 0x14;

/** Section 9 of the specification. */
export const CQL_ERROR = {
  protocol: 0x0a,
  badCredentials: 0x01_00,
  overloaded: 0x10_01,
  bootstrapping: 0x10_02,
  unauthorized: 0x21_00,
  invalid: 0x22_00,
} as const;

export type CqlVersion = 3 | 4;

export type CqlAnswer =
  | { readonly kind: 'error'; readonly code: number; readonly text: string }
  | { readonly kind: 'ready' | 'auth-success' | 'auth-challenge' | 'other' }
  | { readonly kind: 'authenticate'; readonly className: string }
  /** Of the options the names alone: those of ScyllaDB begin with its own. */
  | { readonly kind: 'supported'; readonly options: readonly string[] }
  | { readonly kind: 'rows'; readonly rows: readonly (readonly (string | null)[])[] };

function frame(version: CqlVersion, opcode: number, body: Buffer): Buffer {
  return Buffer.concat([u8(version, 0), u16(0), u8(opcode), bytes32(body)]);
}

export function encodeCqlOptions(version: CqlVersion): Buffer {
  return frame(version, OPCODE.options, Buffer.alloc(0));
}

export function encodeCqlStartup(version: CqlVersion, driver: string): Buffer {
  const options = { CQL_VERSION: '3.0.0', DRIVER_NAME: driver };
  const pairs = Object.entries(options).flatMap((pair) => pair.map(text16));
  return frame(version, OPCODE.startup, Buffer.concat([u16(pairs.length / 2), ...pairs]));
}

/** At most a hundred rows, or as many as a list has: more pages are not asked for. */
export function encodeCqlQuery(
  version: CqlVersion,
  query: string,
  most: number = MOST_ROWS,
): Buffer {
  const parameters = [u16(CONSISTENCY_ONE), u8(PAGE_SIZE), u32(most)];
  return frame(version, OPCODE.query, Buffer.concat([bytes32(query), ...parameters]));
}

/** The answer to a password authenticator, as SASL PLAIN has it. */
export function encodeCqlLogIn(version: CqlVersion, user: string, password: string): Buffer {
  return frame(version, OPCODE.authResponse, bytes32(`\0${user}\0${password}`));
}

/** A frame of any version that answers; those before 3 have a stream of one byte, and say no more than an error. */
export function startsCqlAnswer(bytes: Buffer): boolean {
  const [version = 0, flags = 0xff] = bytes;
  if (version < RESPONSE + 1 || version > RESPONSE + 6 || flags > 0x1f) return false;
  const opcode = bytes[version > RESPONSE + 2 ? 4 : 3];
  const known: readonly number[] = [OPCODE.error, OPCODE.supported];
  return opcode !== undefined && known.includes(opcode);
}

export const parseCqlAnswer: Parse<CqlAnswer> = (bytes) => {
  if (bytes.length < HEADER) return undefined;
  if (bytes.readUInt8() < RESPONSE) throw new ProtocolError('not an answer in CQL');
  const length = bytes.readUInt32BE(LENGTH_AT);
  if (length > MAX_BODY) throw new ProtocolError(`a CQL answer of ${length} bytes`);
  if (bytes.length < HEADER + length) return undefined;
  const fields = new Fields(bytes.subarray(HEADER, HEADER + length));
  skipExtras(bytes.readUInt8(1), fields);
  return { value: answerOf(bytes.readUInt8(4), fields), length: HEADER + length };
};

/** A trace's id, warnings and a payload may stand before the body; we ask for neither. */
function skipExtras(flags: number, fields: Fields): void {
  if ((flags & 0x01) !== 0)
    throw new ProtocolError('a compressed CQL answer, which nobody asked for');
  if ((flags & 0x02) !== 0) fields.take(16);
  if ((flags & 0x08) !== 0) for (let left = fields.u16(); left > 0; left -= 1) fields.text16();
  if ((flags & 0x04) !== 0) throw new ProtocolError('a CQL payload, which nobody asked for');
}

function answerOf(opcode: number, fields: Fields): CqlAnswer {
  switch (opcode) {
    case OPCODE.error:
      return { kind: 'error', code: fields.i32(), text: fields.text16() };
    case OPCODE.ready:
      return { kind: 'ready' };
    case OPCODE.authenticate:
      return { kind: 'authenticate', className: fields.text16() };
    case OPCODE.authSuccess:
      return { kind: 'auth-success' };
    case OPCODE.authChallenge:
      return { kind: 'auth-challenge' };
    case OPCODE.supported:
      return { kind: 'supported', options: optionsOf(fields) };
    case OPCODE.result:
      return resultOf(fields);
    default:
      return { kind: 'other' };
  }
}

function optionsOf(fields: Fields): string[] {
  const names: string[] = [];
  for (let left = fields.u16(); left > 0; left -= 1) {
    names.push(fields.text16());
    for (let values = fields.u16(); values > 0; values -= 1) fields.text16();
  }
  return names;
}

function resultOf(fields: Fields): CqlAnswer {
  if (fields.i32() !== ROWS) return { kind: 'other' };
  const columns = columnsOf(fields);
  const count = fields.i32();
  if (count > CQL_LIST) throw new ProtocolError(`${count} rows, of which nobody asked for so many`);
  const rows: (string | null)[][] = [];
  for (let row = 0; row < count; row += 1) {
    const cells: (string | null)[] = [];
    for (let column = 0; column < columns; column += 1) {
      const length = fields.i32();
      cells.push(length < 0 ? null : fields.text(length));
    }
    rows.push(cells);
  }
  return { kind: 'rows', rows };
}

function columnsOf(fields: Fields): number {
  const flags = fields.i32();
  const columns = fields.i32();
  if (columns < 1 || columns > fields.left) throw new ProtocolError(`${columns} columns`);
  if ((flags & MORE_PAGES) !== 0) fields.take(fields.i32());
  const isGlobal = (flags & GLOBAL_TABLE) !== 0;
  const table = (): void => {
    fields.text16();
    fields.text16();
  };
  if (isGlobal) table();
  for (let column = 0; column < columns; column += 1) {
    if (!isGlobal) table();
    fields.text16();
    const type = fields.u16();
    if (type < 1 || type > LAST_SIMPLE_TYPE) throw new ProtocolError('a column of no simple type');
  }
  return columns;
}

export function describeCql(bytes: Buffer): string[] {
  const requests = frames(bytes, (start) =>
    bytes.length - start < HEADER ? 0 : HEADER + bytes.readUInt32BE(start + LENGTH_AT),
  );
  return requests.map((request) => {
    const [version, flags] = request;
    if ((version !== 3 && version !== 4) || flags !== 0)
      throw new ProtocolError('a CQL frame that is not ours');
    const fields = new Fields(request.subarray(HEADER));
    const words = describeBody(request.readUInt8(4), fields);
    fields.end();
    return words;
  });
}

function describeBody(opcode: number, fields: Fields): string {
  switch (opcode) {
    case OPCODE.options:
      return 'OPTIONS';
    case OPCODE.startup: {
      const words = Array.from({ length: fields.u16() * 2 }, () => fields.text16());
      if (words[0] !== 'CQL_VERSION' || words[2] !== 'DRIVER_NAME' || words.length > 4)
        throw new ProtocolError('a CQL STARTUP that is not ours');
      return `STARTUP ${words[1] ?? ''}`;
    }
    case OPCODE.query: {
      const query = fields.text(fields.i32());
      fields.take(7);
      return `QUERY ${query}`;
    }
    case OPCODE.authResponse: {
      // The password is not told.
      const [nobody, user, password, more] = fields.text(fields.i32()).split('\0');
      if (nobody !== '' || password === undefined || more !== undefined)
        throw new ProtocolError('a CQL log-in that is not ours');
      return `AUTH_RESPONSE ${user}`;
    }
    default:
      throw new ProtocolError('a CQL request that is not ours');
  }
}
