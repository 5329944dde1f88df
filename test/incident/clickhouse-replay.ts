/** One replay on a running ClickHouse: visitors drawn by a seed, its logs as an owner would export them, and the ledger beside the truth. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { LabServer } from '../../lab/index.ts';
import { replay, send } from '../../lab/replay/replay.ts';
import { heldAgainst, invented } from '../../src/cli/demo/held-against.ts';
import { ledgerOfFiles } from '../../src/incident/ledger/from-files.ts';
import { clockOf } from '../../src/incident/trails/clock.ts';
import { CUSTOMERS_MADE, randomCast } from './random-cast.ts';

/** Nightlatch's own requests are left out of every ledger. */
const KEEPER = { address: '127.0.0.9', agent: 'nightlatch/0.1.0 run/replay' };
const PATIENCE = 20_000;
const PAUSE = 100;

async function ask(server: LabServer, sql: string, isLogged = false): Promise<Buffer> {
  const words = new URLSearchParams({ ...(!isLogged && { log_queries: '0' }) });
  const [status, bytes] = await send(server, KEEPER, `/?${words.toString()}`, sql);
  if (status !== 200) throw new Error(`${sql.slice(0, 80)}: ${bytes.toString('latin1', 0, 200)}`);
  return bytes;
}

/** The server writes what was asked before only a moment later. */
async function written(server: LabServer, mark: string): Promise<void> {
  await ask(server, `SELECT '${mark}'`, true);
  const sql = `SELECT count() FROM system.query_log WHERE type = 2 AND query LIKE '%${mark}%'`;
  for (const end = Date.now() + PATIENCE; Date.now() < end;) {
    // The table itself is made with the first query that it holds.
    const count = await ask(server, sql).catch(() => '0');
    if (Number(count.toString()) > 0) return;
    await sleep(PAUSE);
  }
  throw new Error('the query log was not written');
}

/** A second table beside the chat log; what set the server up is written before anybody comes. */
export async function furnish(server: LabServer): Promise<void> {
  for (const sql of CUSTOMERS_MADE) await ask(server, sql);
  await written(server, 'furnished');
}

/** What an owner hands over differs from case to case. */
const EXPORTS = ['JSONEachRow', 'TabSeparatedWithNamesAndTypes', 'TabSeparatedWithNames'];

export interface Played {
  readonly queries: number;
  readonly rows: number;
  readonly ram: number;
  readonly faults: readonly string[];
}

export async function playReplay(server: LabServer, seed: number, folder: string): Promise<Played> {
  const cast = randomCast(seed);
  const serverLog = join(server.folder, 'clickhouse.log');
  await ask(server, 'TRUNCATE TABLE system.query_log');
  const { size } = statSync(serverLog);
  const deeds = await replay(server, cast);
  await written(server, `mark-${seed}`);
  const format = EXPORTS[seed % EXPORTS.length] ?? '';
  const rows = await ask(server, `SELECT * FROM system.query_log FORMAT ${format}`);
  const paths = [join(folder, `${seed}-query_log.gz`)];
  writeFileSync(paths[0] ?? '', gzipSync(rows));
  if (seed % 4 !== 0) {
    const log = readFileSync(serverLog).subarray(size);
    paths.push(join(folder, `${seed}-server.log`));
    writeFileSync(paths[1] ?? '', log);
  }
  const known = cast.filter(({ kind }) => kind === 'owner').map(({ address }) => address);
  const options = { clock: clockOf(), clockOffset: null, ports: new Set<number>(), holdings: [] };
  const { ledger, skipped } = await ledgerOfFiles(
    paths,
    { ...options, known, window: undefined },
    Date.now(),
  );
  const lines = heldAgainst(deeds, ledger);
  const given = deeds.flatMap(({ tables }) => [...tables.values()]);
  return {
    queries: deeds.reduce((sum, { queries }) => sum + queries, 0),
    rows: given.reduce((sum, each) => sum + each.rows, 0),
    ram: given.reduce((sum, each) => sum + each.ram, 0),
    faults: [
      ...lines.flatMap(({ name, faults }) => faults.map((fault) => `${name}: ${fault}`)),
      ...invented(deeds, ledger).map((address) => `${address} never came`),
      ...skipped.map(({ says, reason }) => `${says}: ${reason}`),
    ],
  };
}
