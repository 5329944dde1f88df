/** The slow query log of MySQL and MariaDB: rows sent, of the queries that were slow enough. https://mariadb.com/kb/en/slow-query-log-overview/ */
import { type Clock, epochSeconds, stamp } from './clock.ts';
import type { TrailEvent } from './event.ts';
import { countOf } from './json.ts';
import { type ReadOptions, type Reader, share, type Sink, type TrailKind } from './kind.ts';
import { shortStamp } from './mysql-general.ts';
import { isLocal, statementEvent } from './mysql-session.ts';

const PEER = /^# User@Host: (.{0,80}?)\[.{0,80}?\] @ ?(.{0,100}?) ?\[(.{0,64}?)\]/;
const HEAD = /, Version: .{1,200}started with:$|^Tcp port: |^Time {1,20}Id Command/;
const MARK = /^# (?:Time|User@Host|Thread_id|Query_time|Rows_affected|Schema|Bytes_sent|explain)/;
const LONGEST = 65_536;

interface Entry {
  host: string;
  user: string;
  database: string;
  rows: number | undefined;
  scanned: number | undefined;
  bytes: number | undefined;
  sql: string;
  at: number | undefined;
}

const fresh = (at: number | undefined): Entry => ({
  host: '',
  user: '',
  database: '',
  sql: '',
  at,
  rows: undefined,
  scanned: undefined,
  bytes: undefined,
});

class SlowLog implements Reader {
  readonly #sink: Sink;
  readonly #clock: Clock;
  #entry: Entry = fresh(undefined);
  #database = '';

  constructor(sink: Sink, { clock }: ReadOptions) {
    this.#sink = sink;
    this.#clock = clock;
  }

  line(text: string): void {
    if (text.startsWith('# Time: ')) {
      this.#flush();
      const time = text.slice('# Time: '.length);
      this.#entry.at = stamp(time, this.#clock) ?? shortStamp(time, this.#clock);
    } else if (text.startsWith('# User@Host')) this.#who(text);
    else if (text.startsWith('#')) this.#figures(text);
    else if (!HEAD.test(text)) this.#sql(text);
  }

  end(): void {
    this.#flush();
  }

  #who(text: string): void {
    if (this.#entry.sql !== '') this.#flush();
    const [, user = '', host = '', address = ''] = PEER.exec(text) ?? [];
    if (user === '' && address === '') this.#sink.damaged(text);
    this.#entry.user = user;
    this.#entry.host = address === '' ? host : address;
  }

  #figures(text: string): void {
    const number = (name: string) => countOf(new RegExp(`\\b${name}: (\\d+)`).exec(text)?.[1]);
    this.#entry.rows = number('Rows_sent') ?? this.#entry.rows;
    this.#entry.scanned = number('Rows_examined') ?? this.#entry.scanned;
    this.#entry.bytes = number('Bytes_sent') ?? this.#entry.bytes;
    const schema = /\bSchema: (\S{1,80}) /.exec(text)?.[1];
    if (schema !== undefined && schema !== 'QC_hit:') this.#database = schema;
  }

  #sql(text: string): void {
    const use = /^use `?([^`\s]{1,80})`?;$/i.exec(text)?.[1];
    const time = /^SET timestamp=(\d{9,11})(?:\.\d+)?;$/.exec(text)?.[1];
    if (time !== undefined) this.#entry.at = epochSeconds(time, this.#clock);
    else if (use !== undefined) this.#database = use;
    else if (this.#entry.sql.length < LONGEST) this.#entry.sql += `${text}\n`;
  }

  #flush(): void {
    const entry = this.#entry;
    this.#entry = fresh(entry.at);
    if (entry.sql === '' || entry.at === undefined) return;
    this.#sink.dated(entry.at);
    if (isLocal(entry.host) || entry.rows === undefined) return;
    const { user, host } = entry;
    const found = statementEvent(entry.at, entry.sql, { user, host, database: this.#database });
    const counted: TrailEvent = {
      ...found,
      rows: entry.rows,
      certainty: 'proven',
      ...(entry.scanned !== undefined && { scanned: entry.scanned }),
      bytes: entry.bytes === undefined ? {} : { payload: entry.bytes },
    };
    this.#sink.event(counted);
  }
}

export const mysqlSlow: TrailKind = {
  id: 'mysql-slow-log',
  product: 'mysql',
  isOrdered: true,
  recognise: (lines) =>
    lines.some((line) => PEER.test(line))
      ? Math.max(
          0.6,
          share(lines, (line) => MARK.test(line)),
        )
      : 0,
  read: (sink, options) => new SlowLog(sink, options),
};
