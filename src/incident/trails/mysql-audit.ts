/** MariaDB's audit plugin, and the JSON of MySQL's. https://mariadb.com/kb/en/mariadb-audit-plugin-log-format/ and https://dev.mysql.com/doc/refman/8.4/en/audit-log-file-formats.html */
import { addressOf } from './address.ts';
import { programName, tableName } from './clean.ts';
import { type Clock, stamp } from './clock.ts';
import { event } from './event.ts';
import { type Fields, fieldsOf, inside, textOf } from './json.ts';
import { lineByLine, share, type Sink, type TrailKind } from './kind.ts';
import { isLocal, statementEvent } from './mysql-session.ts';

const LINE =
  /^(\d{4})(\d\d)(\d\d) (\d\d:\d\d:\d\d),[^,]{0,100},([^,]{0,100}),([^,]{0,100}),\d+,\d+,([A-Z_]+),([^,]{0,100}),(.*),-?\d+(?:,[^,]{0,40})*$/s;

/** The statement stands in quotes, with its own quotes escaped. */
function unquoted(text: string): string {
  return text.replace(/^'/, '').replace(/'$/, '').replaceAll(/\\(.)/g, '$1');
}

function fromPlugin(line: string, sink: Sink, clock: Clock): boolean {
  const found = LINE.exec(line);
  if (!found) return false;
  const [, year, month, day, time, user = '', host = ''] = found;
  const [operation = '', database = '', object = ''] = found.slice(7);
  const at = stamp(`${year}-${month}-${day} ${time}`, clock);
  if (at === undefined) return false;
  sink.dated(at);
  sink.namesReaders();
  if (!isLocal(host)) tell(sink, { at, user, host, operation, database, object });
  return true;
}

interface Line {
  readonly at: number;
  readonly user: string;
  readonly host: string;
  readonly operation: string;
  readonly database: string;
  readonly object: string;
}

function tell(sink: Sink, { at, user, host, operation, database, object }: Line): void {
  const known = { at, address: addressOf(host), user: programName(user) };
  if (operation === 'QUERY')
    sink.event(statementEvent(at, unquoted(object), { user, host, database }));
  else if (operation === 'FAILED_CONNECT') sink.event(event({ ...known, act: 'refused' }));
  else if (operation === 'CONNECT') sink.event(event({ ...known, act: 'connected' }));
  else if (operation === 'READ')
    sink.event(
      event({ ...known, act: 'read', tables: [tableName(`${database}.${object}`)], requests: 0 }),
    );
}

function recordOf(line: string): Fields | undefined {
  const fields = fieldsOf(line.replace(/,\s*$/, ''));
  return fields && 'connection_id' in fields && 'class' in fields ? fields : undefined;
}

function fromJson(fields: Fields, sink: Sink, clock: Clock): boolean {
  const at = stamp(textOf(fields['timestamp']), clock);
  if (at === undefined) return false;
  sink.dated(at);
  sink.namesReaders();
  const host = textOf(inside(fields, 'login', 'ip')) || textOf(inside(fields, 'account', 'host'));
  const user = textOf(inside(fields, 'login', 'user')) || textOf(inside(fields, 'account', 'user'));
  if (isLocal(host)) return true;
  const query = textOf(inside(fields, 'general_data', 'query'));
  const failed = textOf(inside(fields, 'connection_data', 'status'));
  if (fields['class'] === 'general' && query !== '')
    sink.event(statementEvent(at, query, { user, host, database: '' }));
  else if (fields['class'] === 'connection' && fields['event'] === 'connect') {
    const act = failed === '' || failed === '0' ? 'connected' : 'refused';
    sink.event(event({ at, act, address: addressOf(host), user: programName(user) }));
  }
  return true;
}

export const mysqlAudit: TrailKind = {
  id: 'mysql-audit-log',
  product: 'mysql',
  isOrdered: true,
  recognise: (lines) => share(lines, (line) => LINE.test(line) || recordOf(line) !== undefined),
  read: (sink, { clock }) =>
    lineByLine((line) => {
      if (/^[[\]\s]*$/.test(line)) return;
      const record = line.startsWith('{') ? recordOf(line) : undefined;
      const isRead = record ? fromJson(record, sink, clock) : fromPlugin(line, sink, clock);
      if (!isRead) sink.damaged(line);
    }),
};
