/** PostgreSQL's csvlog. https://www.postgresql.org/docs/current/runtime-config-logging.html#RUNTIME-CONFIG-LOGGING-CSVLOG */
import { stamp } from './clock.ts';
import { cellsOf, Rows } from './csv-cells.ts';
import type { Reader, TrailKind } from './kind.ts';
import { type Message, Sessions } from './postgresql-session.ts';
import { share } from './kind.ts';

/** 9.0 to 12 have 23 columns, 13 has 24, 14 and later 26. */
const FEWEST = 23;
const AT = {
  user: 1,
  peer: 4,
  session: 5,
  severity: 11,
  message: 13,
  statement: 19,
  application: 22,
};

function hostOf(peer: string): string {
  return peer.replace(/:\d{1,5}$/, '');
}

function looksRight(line: string): boolean {
  const cells = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} \w+,/.test(line)
    ? cellsOf(line)
    : undefined;
  return cells !== undefined && cells.length >= FEWEST;
}

export const postgresqlCsv: TrailKind = {
  id: 'postgresql-csvlog',
  product: 'postgresql',
  isOrdered: true,
  recognise: (lines) => share(lines, looksRight),
  read(sink, { clock }): Reader {
    const rows = new Rows();
    const sessions = new Sessions(sink);
    return {
      line(text) {
        const cells = rows.add(text);
        if (cells === undefined) return;
        const at = cells === false ? undefined : stamp(cells[0] ?? '', clock);
        if (cells === false || at === undefined || cells.length < FEWEST) {
          if (text !== '') sink.damaged(text);
          return;
        }
        const message: Message = {
          at,
          session: cells[AT.session] ?? '',
          severity: cells[AT.severity] ?? '',
          text: cells[AT.message] ?? '',
          host: hostOf(cells[AT.peer] ?? ''),
          user: cells[AT.user],
          application: cells[AT.application],
          statement: cells[AT.statement] === '' ? undefined : cells[AT.statement],
        };
        sessions.message(message);
      },
      end() {
        sessions.end();
        if (rows.isOpen) sink.suspect('cut-off', null, 'the last row has no end');
      },
    };
  },
};
