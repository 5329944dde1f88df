/**
 * ClickHouse's native protocol, as a client of revision 54401 speaks it: new enough for the server to tell its patch
 * version, old enough that no addendum, no trace and no serialised settings are due. Servers of every age take it.
 *
 *     hello = 0 client-name major minor revision database user password
 *     query = 1 query-id client-info settings stage compression sql    data = 2 table-name block
 *     integers are LEB128, a string is its length and its bytes
 *
 * https://clickhouse.com/docs/native-protocol/basics
 */
import { ProtocolError, type Parse } from './codec.ts';
import { Cursor, ended } from './clickhouse-cursor.ts';

const REVISION = 54_401;
const CLIENT = { hello: 0, query: 1, data: 2 } as const;
const SERVER = {
  hello: 0,
  data: 1,
  exception: 2,
  progress: 3,
  pong: 4,
  end: 5,
  profile: 6,
  totals: 7,
  extremes: 8,
} as const;
/** An initial query, over TCP, to be run to the end, without compression. */
const INITIAL_QUERY = 1;
const OVER_TCP = 1;
const COMPLETE = 2;
const UNCOMPRESSED = 0;
/** Of an initial query the server takes the peer's address instead; what stands here must be an address with a port. */
const NOBODY = '0.0.0.0:0';
/** Marks our queries in the server's own log. */
const QUERY_ID = 'nightlatch-';

const MAX_COLUMNS = 64;
const MAX_ROWS = 100_000;
const MAX_NESTED = 8;

export interface ClickHouseHello {
  readonly kind: 'hello';
  readonly name: string;
  /** `major.minor.patch`. */
  readonly version: string;
  readonly major: number;
  readonly revision: number;
}

export interface ClickHouseException {
  readonly kind: 'exception';
  readonly code: number;
  readonly text: string;
}

export interface ClickHouseRows {
  readonly kind: 'rows';
  /** Text columns; an absent value is the empty text. */
  readonly rows: readonly (readonly string[])[];
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return Buffer.from([...bytes, rest]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([varint(bytes.length), bytes]);
}

/** Opens a session as `user`, without a password unless one was lent, in whatever database is the server's default. */
export function encodeClickHouseHello(client: string, user: string, password = ''): Buffer {
  return Buffer.concat([
    varint(CLIENT.hello),
    text(client),
    varint(1),
    varint(0),
    varint(REVISION),
    text(''),
    text(user),
    text(password),
  ]);
}

/** A query and the empty block that says that no further tables come with it. */
export function encodeClickHouseQuery(client: string, id: string, sql: string): Buffer {
  const info = [
    Buffer.of(INITIAL_QUERY),
    text(''), // initial user
    text(''), // initial query
    text(NOBODY),
    Buffer.of(OVER_TCP),
    text(''), // user of the operating system
    text(''), // host name
    text(client),
    varint(1),
    varint(0),
    varint(REVISION),
    text(''), // quota key
    varint(0), // patch version
  ];
  return Buffer.concat([
    varint(CLIENT.query),
    text(id),
    ...info,
    text(''), // no settings
    varint(COMPLETE),
    varint(UNCOMPRESSED),
    text(sql),
    varint(CLIENT.data),
    text(''),
    varint(0), // no block information
    varint(0), // columns
    varint(0), // rows
  ]);
}

/** `Hello as USER`, `Query SQL`: our own packets, each field that could do more held to its harmless value. */
export function describeClickHouse(bytes: Buffer): string[] {
  const words: string[] = [];
  const at = new Cursor(bytes);
  while (at.left > 0) {
    const described = ended(() => describeOne(at));
    if (!described) throw new ProtocolError('not a whole ClickHouse packet');
    words.push(described.value);
  }
  return words;
}

function describeOne(at: Cursor): string {
  const packet = at.integer();
  if (packet === CLIENT.hello) return describeHello(at);
  if (packet === CLIENT.query) return describeQuery(at);
  throw new ProtocolError(`packet ${packet} is none of ours`);
}

function describeHello(at: Cursor): string {
  at.text();
  demand([at.integer(), at.integer(), at.integer()], [1, 0, REVISION]);
  demand([at.text()], ['']);
  const user = at.text();
  return at.text() === '' ? `Hello as ${user}` : `Hello as ${user} with a password`;
}

function describeQuery(at: Cursor): string {
  if (!at.text().startsWith(QUERY_ID)) throw new ProtocolError('a query without our mark');
  demand(
    [at.byte(), at.text(), at.text(), at.text(), at.byte()],
    [INITIAL_QUERY, '', '', NOBODY, OVER_TCP],
  );
  demand([at.text(), at.text()], ['', '']);
  at.text();
  demand(
    [at.integer(), at.integer(), at.integer(), at.text(), at.integer()],
    [1, 0, REVISION, '', 0],
  );
  demand([at.text(), at.integer(), at.integer()], ['', COMPLETE, UNCOMPRESSED]);
  const sql = at.text();
  demand(
    [at.integer(), at.text(), at.integer(), at.integer(), at.integer()],
    [CLIENT.data, '', 0, 0, 0],
  );
  return `Query ${sql}`;
}

function demand(found: readonly (string | number)[], wanted: readonly (string | number)[]): void {
  if (found.some((value, index) => value !== wanted[index]))
    throw new ProtocolError('a field that we never send');
}

/** What answers a Hello. */
export const parseClickHouseWelcome: Parse<ClickHouseHello | ClickHouseException> = (bytes) => {
  const at = new Cursor(bytes);
  return ended(() => {
    const packet = at.integer();
    if (packet === SERVER.exception) return exception(at);
    if (packet !== SERVER.hello) throw new ProtocolError(`packet ${packet} answers no Hello`);
    return hello(at);
  }, at);
};

function hello(at: Cursor): ClickHouseHello {
  const name = at.text();
  const major = at.integer();
  const minor = at.integer();
  const revision = at.integer();
  // Each server sends what both sides know: the time zone since 54058, its display name since 54372, the patch since 54401.
  if (revision >= 54_058) at.text();
  if (revision >= 54_372) at.text();
  const patch = revision >= REVISION ? at.integer() : undefined;
  const version = patch === undefined ? `${major}.${minor}` : `${major}.${minor}.${patch}`;
  return { kind: 'hello', name, version, major, revision };
}

function exception(at: Cursor): ClickHouseException {
  const code = at.int32();
  at.text();
  const message = at.text();
  at.text();
  let nested = at.byte();
  for (let depth = 0; nested !== 0; depth += 1) {
    if (depth === MAX_NESTED) throw new ProtocolError('exceptions nested too deep');
    at.int32();
    at.text();
    at.text();
    at.text();
    nested = at.byte();
  }
  return { kind: 'exception', code, text: message };
}

/** All packets that answer one query, to its end. */
export const parseClickHouseAnswer: Parse<ClickHouseRows | ClickHouseException> = (bytes) => {
  const at = new Cursor(bytes);
  return ended(() => {
    const rows: string[][] = [];
    for (;;) {
      const packet = at.integer();
      if (packet === SERVER.exception) return exception(at);
      if (packet === SERVER.end) return { kind: 'rows', rows } as const;
      skipOrRead(packet, at, rows);
    }
  }, at);
};

function skipOrRead(packet: number, at: Cursor, rows: string[][]): void {
  if (packet === SERVER.data) rows.push(...block(at));
  else if (packet === SERVER.totals || packet === SERVER.extremes) block(at);
  else if (packet === SERVER.progress) at.integers(3);
  else if (packet === SERVER.profile) profile(at);
  else if (packet !== SERVER.pong) throw new ProtocolError(`packet ${packet} in an answer`);
  if (rows.length > MAX_ROWS) throw new ProtocolError('too many rows');
}

function profile(at: Cursor): void {
  at.integers(3);
  at.byte();
  at.integers(1);
  at.byte();
}

function block(at: Cursor): string[][] {
  at.text();
  blockInformation(at);
  const columns = at.integer();
  const count = at.integer();
  if (columns > MAX_COLUMNS || count > MAX_ROWS)
    throw new ProtocolError('a block larger than any that we ask for');
  const rows: string[][] = Array.from(
    { length: Math.min(count, columns === 0 ? 0 : at.left) },
    () => [],
  );
  for (let column = 0; column < columns; column += 1) {
    at.text();
    const values = columnOf(at.text(), count, at);
    for (const [index, value] of values.entries()) rows[index]?.push(value);
  }
  return rows;
}

/** Fields by number, ended by 0: 1 is a flag of one byte, 2 a number of four. */
function blockInformation(at: Cursor): void {
  for (let fields = 0; ; fields += 1) {
    const field = at.integer();
    if (field === 0) return;
    if (fields > 2 || field > 2) throw new ProtocolError('an unknown field of a block');
    if (field === 1) at.byte();
    else at.int32();
  }
}

function columnOf(type: string, count: number, at: Cursor): string[] {
  if (count === 0) return [];
  if (type !== 'String' && type !== 'Nullable(String)')
    throw new ProtocolError('a column that is no text');
  if (type === 'Nullable(String)') at.skip(count);
  const values: string[] = [];
  while (values.length < count) values.push(at.text());
  return values;
}
