/** The general query log of MySQL and MariaDB. https://dev.mysql.com/doc/refman/8.4/en/query-log.html and https://mariadb.com/kb/en/general-query-log/ */
import { addressOf } from './address.ts';
import { programName } from './clean.ts';
import { type Clock, stamp } from './clock.ts';
import { event } from './event.ts';
import { type ReadOptions, type Reader, share, type Sink, type TrailKind } from './kind.ts';
import { isLocal, Peers, statementEvent } from './mysql-session.ts';

const COMMANDS =
  'Connect|Query|Quit|Init DB|Field List|Prepare|Execute|Close stmt|Statistics|Ping|Change user|Processlist|Binlog Dump|Dump|Shutdown|Refresh|Kill|Reset stmt|Long Data|Sleep|Error|Fetch|Daemon|Delayed insert|Set option|Table Dump|Register Slave|Connect Out|Create DB|Drop DB|Debug|Time';
const LINE = new RegExp(
  `^(\\d{4}-\\d\\d-\\d\\dT\\S{8,20}|\\d{6} {1,2}\\d{1,2}:\\d\\d:\\d\\d)?\\t+ *(\\d+) (${COMMANDS})(?:\\t(.*))?$`,
  's',
);
const HEAD = /, Version: .{1,200}started with:$|^Tcp port: |^Time\t|^Time {1,20}Id Command/;
const PEER = /^(.{0,80}?)@(\S{0,100}) (?:as .{0,80} )?on (\S{0,100})/;
const DENIED = /^Access denied for user '(.{0,80}?)'@'(.{0,100}?)'/;
const LONGEST = 65_536;
const CENTURY = '20';

/** MariaDB writes `251125  9:40:01`. */
export function shortStamp(text: string, clock: Clock): number | undefined {
  const found = /^(\d\d)(\d\d)(\d\d) {1,2}(\d{1,2})(:\d\d:\d\d)/.exec(text);
  if (!found) return undefined;
  const [, year, month, day, hour = '', rest] = found;
  return stamp(`${CENTURY}${year}-${month}-${day} ${hour.padStart(2, '0')}${rest}`, clock);
}

class GeneralLog implements Reader {
  readonly #sink: Sink;
  readonly #clock: Clock;
  readonly #peers = new Peers();
  #at: number | undefined;
  #held: { id: string; sql: string } | undefined;

  constructor(sink: Sink, { clock }: ReadOptions) {
    this.#sink = sink;
    this.#clock = clock;
  }

  line(text: string): void {
    const found = LINE.exec(text);
    if (!found) {
      this.#other(text);
      return;
    }
    this.#flush();
    const [, time, id = '', command = '', argument = ''] = found;
    if (time !== undefined) this.#at = stamp(time, this.#clock) ?? shortStamp(time, this.#clock);
    if (this.#at === undefined) return;
    this.#sink.dated(this.#at);
    this.#command(this.#at, id, command, argument);
  }

  end(): void {
    this.#flush();
  }

  #other(text: string): void {
    if (HEAD.test(text)) return;
    if (this.#held && this.#held.sql.length < LONGEST) this.#held.sql += `\n${text}`;
    else if (text !== '') this.#sink.damaged(text);
  }

  #command(at: number, id: string, command: string, argument: string): void {
    if (command === 'Connect') this.#connect(at, id, argument);
    if (command === 'Init DB') this.#use(id, argument);
    if (command === 'Query' || command === 'Execute') this.#held = { id, sql: argument };
    if (command === 'Binlog Dump') {
      const peer = this.#peers.get(id);
      this.#sink.event(
        event({ at, act: 'read', address: addressOf(peer?.host), signs: ['replication'] }),
      );
    }
  }

  #use(id: string, database: string): void {
    const peer = this.#peers.get(id);
    if (peer) peer.database = database;
  }

  #connect(at: number, id: string, argument: string): void {
    this.#sink.namesReaders();
    const denied = DENIED.exec(argument);
    const found = denied ?? PEER.exec(argument);
    if (!found) return;
    const [, user = '', host = '', database = ''] = found;
    if (!denied) this.#peers.set(id, { user, host, database });
    if (isLocal(host)) return;
    this.#sink.event(
      event({
        at,
        act: denied ? 'refused' : 'connected',
        address: addressOf(host),
        user: programName(user),
      }),
    );
  }

  #flush(): void {
    const held = this.#held;
    this.#held = undefined;
    if (!held || this.#at === undefined) return;
    const use = /^\s*USE\s+`?([^`;\s]{1,80})/i.exec(held.sql)?.[1];
    if (use !== undefined) this.#use(held.id, use);
    const peer = this.#peers.get(held.id);
    if (peer && isLocal(peer.host)) return;
    this.#sink.event(statementEvent(this.#at, held.sql, peer));
  }
}

export const mysqlGeneral: TrailKind = {
  id: 'mysql-general-log',
  product: 'mysql',
  isOrdered: true,
  recognise: (lines) => share(lines, (line) => LINE.test(line) || HEAD.test(line)),
  read: (sink, options) => new GeneralLog(sink, options),
};
