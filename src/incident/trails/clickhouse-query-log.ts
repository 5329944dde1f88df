/**
 * Exports of ClickHouse's `system.query_log` (and of `query_log_0` … that upgrades leave behind), as
 * TabSeparatedWithNames, TabSeparatedWithNamesAndTypes or JSONEachRow, in the schemas of 18.x and of later versions.
 * https://clickhouse.com/docs/operations/system-tables/query_log
 */
import { addressOf } from './address.ts';
import { isOwn, programName, tableName } from './clean.ts';
import { type Clock, stamp } from './clock.ts';
import { type Act, type Bytes, event, type Sign, type TrailEvent } from './event.ts';
import { countOf, type Fields, fieldsOf, isFields, textOf } from './json.ts';
import { type ReadOptions, type Reader, type Sink, type TrailKind } from './kind.ts';
import { OUTBOUND } from './signs.ts';
import { readSql, type Statement } from './sql.ts';

const NEEDED = ['event_time', 'query', 'read_rows', 'result_rows'];
const TYPES: Readonly<Record<string, number>> = {
  QueryStart: 1,
  QueryFinish: 2,
  ExceptionBeforeStart: 3,
  ExceptionWhileProcessing: 4,
};
const START = 1;
const FINISH = 2;
const REFUSED = 3;
const IPV6_BYTES = 16;

/** https://clickhouse.com/docs/interfaces/formats/TabSeparated#data-formatting */
const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  r: '\r',
  n: '\n',
  t: '\t',
  '0': '\0',
};

function unescaped(cell: string): string {
  return cell.includes('\\')
    ? cell.replaceAll(/\\([^])/g, (_whole, sign: string) => ESCAPES[sign] ?? sign)
    : cell;
}

/** 18.x keeps the sixteen bytes themselves; later versions write the address. */
function peer(value: string): string | null {
  const written = addressOf(value);
  if (written !== null || value.length !== IPV6_BYTES) return written;
  const groups = Array.from({ length: IPV6_BYTES / 2 }, (_none, at) =>
    ((value.charCodeAt(at * 2) << 8) | value.charCodeAt(at * 2 + 1)).toString(16),
  );
  return addressOf(groups.join(':'));
}

/** An Array(String), as a real array in JSON and as `['a','b']` in a cell. */
function listOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.filter((each) => typeof each === 'string');
  return [...textOf(value).matchAll(/'((?:[^'\\]|\\[^])*)'/g)].map((found) => found[1] ?? '');
}

function sentOn(fields: Fields): number | undefined {
  const events = fields['ProfileEvents'];
  if (isFields(events)) return countOf(events['NetworkSendBytes']);
  return countOf(/'NetworkSendBytes'\s*:\s*(\d+)/.exec(textOf(events))?.[1]);
}

function bytesOf(fields: Fields): Bytes {
  const ram = countOf(fields['result_bytes']);
  const wire = sentOn(fields);
  return { ...(ram !== undefined && { ram }), ...(wire !== undefined && { wire }) };
}

function signsOf(fields: Fields, statement: Statement): readonly Sign[] {
  const calls = listOf(fields['used_table_functions']);
  const isOutbound = calls.some((name) => OUTBOUND.has(name.toLowerCase()));
  return isOutbound ? [...statement.signs, 'outbound-function'] : statement.signs;
}

/** The server's own list of tables where it has one; what the text names elsewhere. */
function tablesOf(fields: Fields, statement: Statement): readonly string[] {
  const listed = listOf(fields['tables']).filter((name) => !name.startsWith('_temporary_and'));
  if (listed.length > 0) return listed.map((name) => tableName(name));
  const database = textOf(fields['current_database']) || 'default';
  return statement.tables.map((name) => (name.includes('.') ? name : `${database}.${name}`));
}

/** A query that broke off may have sent rows before: no more than it had read. */
function amount(fields: Fields, type: number): Pick<TrailEvent, 'rows' | 'certainty'> {
  if (type === FINISH) return { rows: countOf(fields['result_rows']) ?? null, certainty: 'proven' };
  return { rows: countOf(fields['read_rows']) ?? null, certainty: 'bounded' };
}

function toEvent(fields: Fields, type: number, at: number): TrailEvent {
  const statement = readSql(textOf(fields['query']));
  const act: Act = type === REFUSED ? 'refused' : statement.act;
  const agent = textOf(fields['http_user_agent']) || textOf(fields['client_name']);
  const marks = [agent, textOf(fields['query_id']), textOf(fields['log_comment'])];
  const scanned = countOf(fields['read_rows']);
  return event({
    at,
    act,
    address: peer(textOf(fields['initial_address']) || textOf(fields['address'])),
    user: programName(textOf(fields['initial_user']) || textOf(fields['user'])),
    client: programName(agent),
    tables: type === REFUSED ? [] : tablesOf(fields, statement),
    ...(type === REFUSED ? { rows: 0, certainty: 'proven' } : amount(fields, type)),
    ...(scanned !== undefined && { scanned }),
    bytes: type === REFUSED ? {} : bytesOf(fields),
    signs: signsOf(fields, statement),
    own: isOwn(...marks),
    plain: statement.plain,
  });
}

class QueryLog implements Reader {
  readonly #sink: Sink;
  readonly #clock: Clock;
  #columns: readonly string[] | undefined;
  #isFirst = true;

  constructor(sink: Sink, { clock }: ReadOptions) {
    this.#sink = sink;
    this.#clock = clock;
    sink.namesReaders();
  }

  line(text: string): void {
    if (this.#isFirst) {
      this.#isFirst = false;
      if (this.#takeHeader(text)) return;
    }
    if (text === '') return;
    const fields = this.#columns ? this.#row(text, this.#columns) : fieldsOf(text);
    if (fields) this.#take(fields, text);
    else if (!/^\w*(?:Int|String|Date|Enum|UUID|Array|FixedString)/.test(text))
      this.#sink.damaged(text);
  }

  end(): void {
    this.#columns = undefined;
  }

  #takeHeader(text: string): boolean {
    const names = text.split('\t');
    if (!NEEDED.every((name) => names.includes(name))) return false;
    this.#columns = names;
    return true;
  }

  #row(text: string, columns: readonly string[]): Fields | undefined {
    const cells = text.split('\t');
    if (cells.length !== columns.length) return undefined;
    return Object.fromEntries(columns.map((name, at) => [name, unescaped(cells[at] ?? '')]));
  }

  #take(fields: Fields, text: string): void {
    const written = textOf(fields['type']);
    const type = TYPES[written] ?? Number(written);
    const at = stamp(textOf(fields['event_time']), this.#clock);
    if (at === undefined || !(type >= START && type <= 4)) {
      if (!isTypesRow(fields)) this.#sink.damaged(text);
      return;
    }
    this.#sink.dated(at);
    if (type === START || textOf(fields['is_initial_query'] ?? '1') === '0') return;
    this.#sink.event(toEvent(fields, type, at));
  }
}

/** The second line of TabSeparatedWithNamesAndTypes. */
function isTypesRow(fields: Fields): boolean {
  return textOf(fields['event_time']).startsWith('DateTime');
}

export const clickhouseQueryLog: TrailKind = {
  id: 'clickhouse-query-log',
  product: 'clickhouse',
  isBytes: true,
  recognise(lines) {
    const first = lines[0] ?? '';
    const names = first.startsWith('{') ? Object.keys(fieldsOf(first) ?? {}) : first.split('\t');
    return NEEDED.every((name) => names.includes(name)) ? 1 : 0;
  },
  read: (sink, options) => new QueryLog(sink, options),
};
