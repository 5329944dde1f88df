import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type LabServer, startServer } from '../../../lab/index.ts';
import { withServers } from '../../../lab/testing.ts';
import { httpFrom } from '../../../test/incident/from.ts';
import { Random } from '../../../test/corpora/random.ts';
import type { Ledger } from '../../model/ledger.ts';
import { clockOf } from '../trails/clock.ts';
import { ledgerOfFiles } from './from-files.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-trails-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ROWS = 20_000;
const LOG = 'default.log_stream';
const STRANGERS = ['127.0.0.21', '127.0.0.22', '127.0.0.23', '127.0.0.24'];

/** Rows that each address was given of the table. */
type Truth = Map<string, number>;

async function ask(
  server: LabServer,
  from: string,
  sql: string,
  extra = '',
  agent?: string,
): Promise<number> {
  const path = `/?query=${encodeURIComponent(sql)}${extra}`;
  const { status, text } = await httpFrom(from, server, {
    path,
    ...(agent !== undefined && { agent }),
  });
  expect(status, text.slice(0, 200)).toBe(200);
  return text.split('\n').length - 1;
}

/** What the answer held is the truth; nothing is taken from the query. */
async function visit(server: LabServer, random: Random, truth: Truth): Promise<void> {
  const from = STRANGERS[random.int(0, STRANGERS.length - 1)] ?? '127.0.0.21';
  const limit = random.int(1, 5000);
  const rows = await ask(
    server,
    from,
    `SELECT * FROM ${random.chance(0.5) ? LOG : 'log_stream'} LIMIT ${limit}`,
  );
  truth.set(from, (truth.get(from) ?? 0) + rows);
}

async function exported(server: LabServer, format: string): Promise<Buffer> {
  const sql = `SELECT * FROM system.query_log ORDER BY event_time FORMAT ${format}`;
  const { text } = await httpFrom('127.0.0.9', server, {
    path: `/?log_queries=0&query=${encodeURIComponent(sql)}`,
  });
  return Buffer.from(text, 'latin1');
}

function rowsBy({ visits }: Ledger, certainty: string): Truth {
  const found: Truth = new Map();
  for (const { address, tables } of visits)
    for (const table of tables)
      if (table.table === LOG && table.certainty === certainty)
        found.set(address ?? '', (found.get(address ?? '') ?? 0) + (table.rows ?? 0));
  return found;
}

const OPTIONS = {
  clock: clockOf(),
  clockOffset: null,
  known: [],
  ports: new Set<number>(),
  holdings: [{ table: LOG, rows: ROWS, people: 977 }],
  window: undefined,
};

async function flushed(server: LabServer, marker: string): Promise<void> {
  await expect
    .poll(
      async () => {
        const sql = `SELECT count() FROM system.query_log WHERE type = 2 AND query LIKE '%${marker}%'`;
        return (
          await httpFrom('127.0.0.9', server, {
            path: `/?log_queries=0&query=${encodeURIComponent(sql)}`,
          })
        ).text.trim();
      },
      { timeout: 30_000, interval: 200 },
    )
    .toMatch(/^[1-9]/);
}

withServers('clickhouse')('the ledger of a ClickHouse', () => {
  it('is the truth to the row, whatever the format, and knows who hid', async () => {
    await using server = await startServer('clickhouse', 'open', {
      settings: { rows: String(ROWS), level: 'debug' },
    });
    const random = new Random(20_250_129);
    const truth: Truth = new Map();
    await ask(server, '127.0.0.31', 'SHOW TABLES');
    await ask(
      server,
      '127.0.0.40',
      `SELECT * FROM ${LOG} LIMIT 20`,
      '',
      'nightlatch/0.1.0 run/test',
    );
    for (let turn = 0; turn < 12; turn++) await visit(server, random, truth);
    const hidden = await ask(
      server,
      '127.0.0.66',
      `SELECT * FROM ${LOG} WHERE 1 = 1 LIMIT 3000`,
      '&log_queries=0',
    );
    expect(hidden).toBe(3000);
    await ask(server, '127.0.0.31', `SELECT 'the last' FROM system.one`);
    await flushed(server, 'the last');

    const query = join(folder, 'query_log.jsonl.gz');
    writeFileSync(query, gzipSync(await exported(server, 'JSONEachRow')));
    writeFileSync(
      join(folder, 'other.tsv'),
      await exported(server, 'TabSeparatedWithNamesAndTypes'),
    );
    const log = join(folder, 'server.log');
    writeFileSync(log, readFileSync(join(server.folder, 'clickhouse.log')));

    for (const path of [query, join(folder, 'other.tsv')]) {
      const { ledger, skipped } = await ledgerOfFiles([path], OPTIONS, Date.now());
      expect(skipped).toEqual([]);
      expect(ledger.sources[0]).toMatchObject({ kind: 'clickhouse-query-log', damaged: 0 });
      expect(rowsBy(ledger, 'proven')).toEqual(truth);
      expect(ledger.own.requests).toBe(1);
      expect(ledger.visits.find(({ address }) => address === '127.0.0.31')?.level).toBe('metadata');
      expect(ledger.visits.some(({ address }) => address === '127.0.0.66')).toBe(false);
    }

    const { ledger } = await ledgerOfFiles([query, log], OPTIONS, Date.now());
    expect(ledger.sources.map(({ kind, damaged }) => [kind, damaged])).toEqual([
      ['clickhouse-query-log', 0],
      ['clickhouse-server-log', 0],
    ]);
    expect(rowsBy(ledger, 'proven')).toEqual(truth);
    const hider = ledger.visits.find(({ address }) => address === '127.0.0.66');
    expect(hider?.tables.map(({ table, certainty }) => [table, certainty])).toEqual([
      [LOG, 'bounded'],
    ]);
    // The server reads whole blocks: no fewer than it gave, and the whole table at most.
    expect(hider?.tables[0]?.rows).toBeGreaterThanOrEqual(hidden);
    expect(hider?.tables[0]?.rows).toBeLessThanOrEqual(ROWS);
    const kinds = ledger.suspicions
      .filter(({ evidence }) => evidence.includes('127.0.0.66'))
      .map(({ kind }) => kind);
    expect(kinds).toContain('not-in-query-log');
    expect(ledger.people).toMatchObject({ high: 977 });
  });
});
