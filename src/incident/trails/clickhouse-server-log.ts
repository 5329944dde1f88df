/**
 * `clickhouse-server.log` and exports of `text_log` in its form: the address of every query, also of those that were
 * kept out of `query_log`. https://clickhouse.com/docs/operations/server-configuration-parameters/settings#logger
 */
import { answersWithOneRow } from '../../services/clickhouse/figures.ts';
import { addressOf } from './address.ts';
import { isOwn, programName } from './clean.ts';
import { type Clock, stamp } from './clock.ts';
import { event, type TrailEvent } from './event.ts';
import { type ReadOptions, type Reader, share, type Sink, type TrailKind } from './kind.ts';
import { readSql } from './sql.ts';

const LINE =
  /^(\d{4}\.\d\d\.\d\d \d\d:\d\d:\d\d(?:\.\d+)?) (?:\[[^\]]{0,80}\] )?\[ ?(\d+) ?\] (?:\{([^}]{0,200})\} )?<(\w+)> ([^:]{0,200}): ?(.*)$/s;
const FROM =
  /^\(from (\[[^\]]{2,45}\]|[^\s:,)]{1,45}):\d{1,5}((?:, [^)]{0,300})?)\)(?: \(comment: ([^)]{0,200})\))? ?(.*)$/s;
const READ = /^Read (\d+) rows/;
/** Not a line of its own but the rest of one: a plan of the query, a stack trace. */
const DATED = /^\d{4}\.\d\d\.\d\d /;
const MOST_OPEN = 4096;
/**
 * What is said before any row is read: unknown names, a wrong spelling, a login or right that is lacking.
 * https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp
 */
const REFUSALS = new Set([46, 47, 60, 62, 81, 164, 192, 193, 194, 195, 291, 497, 516]);

interface Open {
  readonly event: TrailEvent;
  /** Whatever it reads. Nightlatch's own count of a large table would look like the table taken under its name. */
  readonly isOneRow: boolean;
  scanned: number | undefined;
  isRefused?: true;
}

class ServerLog implements Reader {
  readonly #sink: Sink;
  readonly #clock: Clock;
  /** Queries whose end has not been read yet, by their id. */
  readonly #open = new Map<string, Open>();
  readonly #agents = new Map<string, string>();
  #last: number | undefined;

  constructor(sink: Sink, { clock }: ReadOptions) {
    this.#sink = sink;
    this.#clock = clock;
  }

  line(text: string): void {
    const found = LINE.exec(text);
    const at = found ? stamp(found[1] ?? '', this.#clock) : undefined;
    if (!found || at === undefined) {
      // The second line of a statement or of a stack trace; before the first line it is a file that lost its head.
      if (this.#last === undefined && text !== '') this.#sink.damaged(text);
      return;
    }
    this.#last = at;
    this.#sink.dated(at);
    const [, , thread = '', id = '', , component = '', message = ''] = found;
    if (component === 'executeQuery') this.#query(at, thread, id, message);
    else if (component.startsWith('HTTPHandler')) this.#request(at, thread, message);
  }

  end(): void {
    for (const id of this.#open.keys()) this.#close(id);
  }

  #query(at: number, thread: string, id: string, message: string): void {
    const from = FROM.exec(message);
    if (from) this.#start(at, thread, id, from);
    const rows = READ.exec(message)?.[1];
    const open = this.#open.get(id);
    if (!open) return;
    if (rows !== undefined) open.scanned = Number(rows);
    const code = /^Code: (\d{1,5})/.exec(message)?.[1];
    if (REFUSALS.has(Number(code))) open.isRefused = true;
    if (rows !== undefined || code !== undefined) this.#close(id);
  }

  #start(
    at: number,
    thread: string,
    id: string,
    [, from, detail = '', comment, sql = '']: RegExpExecArray,
  ): void {
    if (/initial_query_id: (?!no)/.test(detail)) return;
    this.#sink.namesReaders();
    // Newer servers say how far the statement is to be run; that is no part of it.
    const whole = sql.replace(/ \(stage: \w+\)$/, '');
    const statement = readSql(whole);
    const agent = this.#agents.get(thread);
    const user = /user: ([^,)]{1,100})/.exec(detail)?.[1] ?? 'default';
    const found = event({
      at,
      act: statement.act,
      address: addressOf(from),
      user: programName(user),
      ...(agent !== undefined && { client: programName(agent) }),
      tables: statement.tables.map((name) => (name.includes('.') ? name : `default.${name}`)),
      signs: statement.signs,
      own: isOwn(agent, id, comment),
      plain: statement.plain,
    });
    if (this.#open.size >= MOST_OPEN) this.#close(this.#open.keys().next().value ?? '');
    const isOneRow = answersWithOneRow(whole);
    this.#open.set(id === '' ? `${thread}-${at}` : id, {
      event: found,
      isOneRow,
      scanned: undefined,
    });
  }

  #close(id: string): void {
    const open = this.#open.get(id);
    if (!open) return;
    this.#open.delete(id);
    const { scanned, isRefused, isOneRow } = open;
    if (isRefused) this.#sink.event(refused(open.event));
    else if (scanned === undefined) this.#sink.event(open.event);
    else {
      const rows = isOneRow ? Math.min(1, scanned) : scanned;
      this.#sink.event({ ...open.event, rows, scanned, certainty: 'bounded' });
    }
  }

  #request(at: number, thread: string, message: string): void {
    const agent = /User-Agent: ([^,]{0,200})/.exec(message)?.[1];
    if (agent !== undefined) {
      if (this.#agents.size >= MOST_OPEN) this.#agents.clear();
      this.#agents.set(thread, agent);
    }
    if (/^Request URI: .{0,2000}[?&]log_queries=0/.test(message))
      this.#sink.suspect('log-switched-off', at, 'a request asked for log_queries=0');
  }
}

/** As in the query log: nothing was read of the tables that it names, if there are such. */
function refused(found: TrailEvent): TrailEvent {
  return { ...found, act: 'refused', tables: [], rows: 0, certainty: 'proven' };
}

export const clickhouseServerLog: TrailKind = {
  id: 'clickhouse-server-log',
  product: 'clickhouse',
  isOrdered: true,
  recognise: (lines) =>
    share(
      lines.filter((line) => DATED.test(line)),
      (line) => LINE.test(line),
    ),
  read: (sink, options) => new ServerLog(sink, options),
};
