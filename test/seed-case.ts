/** A case as days of work leave it: its ledger is read out of a log, its plans are those of the product. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addLedger, journalOf, readCase } from '../src/incident/case/case.ts';
import { makePlans } from '../src/incident/contain/plan.ts';
import { ledgerOfFiles } from '../src/incident/ledger/from-files.ts';
import { clockOf } from '../src/incident/trails/clock.ts';
import { ownerOf } from './incident.ts';

const HOUR = 3_600_000;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const CENSYS = '162.142.125.9';

/** As nginx writes a time: https://nginx.org/en/docs/http/ngx_http_log_module.html#var_time_local */
function logTime(at: number): string {
  const [date = '', time = ''] = new Date(at).toISOString().split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
}

/** Every visitor some minutes apart, most of whom only look, some of whom read, and one of whom reads all. */
function accessLog(visitors: number, from: number, to: number): string {
  const lines: string[] = [];
  for (let index = 0; index < visitors; index += 1) {
    const address = index === 0 ? CENSYS : `203.0.113.${1 + (index % 250)}`;
    const at = from + ((to - from) * index) / visitors;
    const query = index % 9 === 4 ? 'SELECT%20*%20FROM%20log_stream' : 'SHOW%20TABLES';
    const bytes = index % 9 === 4 ? 40_000 + index * 9000 : 120;
    for (let step = 0; step < 1 + (index % 4); step += 1)
      lines.push(
        `${address} - - [${logTime(at + step * 2000)}] "GET /?query=${query} HTTP/1.1" 200 ${bytes} "-" "curl/8"`,
      );
  }
  return `${lines.join('\n')}\n`;
}

/** Snapshot, ledger, a look for signs, plans; `visitors` came while the log that tells of them ran. */
export async function workOn(folder: string, visitors: number, now: Date): Promise<void> {
  const { opened } = readCase(folder);
  const from = Date.parse(opened.window?.firstOpen ?? opened.findings[0]?.id ?? '');
  const to = now.getTime();
  const window = { from: Number.isNaN(from) ? to - 20 * HOUR : from, to };
  const log = join(folder, 'access.log');
  const half = window.from + (window.to - window.from) / 3;
  writeFileSync(log, accessLog(visitors, half, window.to - HOUR / 4));
  const clock = clockOf('UTC', 0);
  const options = { window, clock, clockOffset: 0, known: [], ports: new Set<number>() };
  const holdings = [{ table: 'log_stream', rows: 1_000_000, people: 41_200 }];
  const { ledger } = await ledgerOfFiles([log], { ...options, holdings }, to);
  rmSync(log);
  const journal = journalOf(folder);
  const minutes = (count: number): Date => new Date(to - count * 60_000);
  journal.add(
    {
      ...{ kind: 'snapshot', folder: 'snapshot-1', manifest: 'a'.repeat(64), artefacts: 14 },
      complete: true,
      missing: [
        {
          what: 'conntrack -L',
          why: 'ENOENT',
          cost: 'connections that ended just now are not known',
        },
      ],
    },
    minutes(40),
  );
  addLedger(folder, Buffer.from(JSON.stringify(ledger)));
  journal.add(
    { kind: 'indicators', looked: ['ransom-note', 'planted-file'], found: [] },
    minutes(0),
  );
  const access = ownerOf({ product: 'redis', address: '127.0.0.1', port: 6379 });
  const wish = { allow: ['10.0.0.0/8'], seconds: 0, usersFile: null, group: null };
  makePlans(readCase(folder), { access, ...wish });
}
