/** Logs full of marked values, through their parsers into a ledger, and the case's report in every format: no mark stands in any. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ledgerOfFiles } from '../src/incident/ledger/from-files.ts';
import { clockOf } from '../src/incident/trails/clock.ts';
import type { Ledger } from '../src/model/ledger.ts';
import { incidentFormats } from '../src/report/incident-formats.ts';
import { canaries, canariesIn } from './canaries.ts';
import { incidentSaying } from './incident-sample.ts';

const { email, apiKey, awsKey, prompt, name, password } = canaries;
const STRANGER = '203.0.113.7';

const mongodb = (second: number, c: string, id: number, msg: string, attr: object): string =>
  JSON.stringify({
    t: { $date: `2026-11-20T10:00:0${second}.000+00:00` },
    ...{ s: 'I', c, id, ctx: 'conn7', msg, attr: { remote: `${STRANGER}:51234`, ...attr } },
  });
const filter = { mail: email, key: apiKey, name, messages: prompt, password };
const command = { find: 'customers', filter, $db: 'shop' };
const read = { docsExamined: 250, nreturned: 250, reslen: 20_480, durationMillis: 120 };
const LOGS: Readonly<Record<string, readonly string[]>> = {
  'mongod.log': [
    mongodb(0, 'NETWORK', 22_943, 'Connection accepted', { connectionId: 7, connectionCount: 1 }),
    mongodb(1, 'COMMAND', 51_803, 'Slow query', {
      ...{ type: 'command', ns: 'shop.customers', command, ...read },
    }),
  ],
  'access.log': [
    `${STRANGER} - - [20/Nov/2026:10:01:00 +0000] "GET /people/_search?q=${email}&key=${apiKey} HTTP/1.1" 200 5120 "https://x.example/?k=${awsKey}" "curl/8"`,
    `${STRANGER} - - [20/Nov/2026:10:01:05 +0000] "GET /people/_doc/${email} HTTP/1.1" 200 512 "-" "curl/8"`,
  ],
};

const folder = mkdtempSync(join(tmpdir(), 'nightlatch-canaries-'));
let ledger: Ledger;

beforeAll(async () => {
  for (const [file, lines] of Object.entries(LOGS))
    writeFileSync(join(folder, file), `${lines.join('\n')}\n`);
  const options = { clock: clockOf(), clockOffset: null, known: [], ports: new Set<number>() };
  const looked = await ledgerOfFiles(
    [folder],
    { ...options, holdings: [], window: undefined },
    Date.UTC(2026, 10, 25),
  );
  expect(looked.skipped).toEqual([]);
  ({ ledger } = looked);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the ledger saw what the marks stand beside', () => {
  expect(ledger.sources).toHaveLength(2);
  expect(ledger.tables.map(({ table, rows }) => [table, rows])).toContainEqual([
    'shop.customers',
    250,
  ]);
});

test.each(Object.entries(incidentFormats))('an incident as %s holds no mark', (_, write) => {
  const text = [...write(incidentSaying('x', ledger))].join('');
  expect(text.length).toBeGreaterThan(200);
  expect(canariesIn(text)).toEqual([]);
});
