/** Fifty replays on one real ClickHouse, with visitors drawn by a seed: the ledger is held against what each was given. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missing, startServer } from '../lab/index.ts';
import { furnish, playReplay } from '../test/incident/clickhouse-replay.ts';
import { atLeast, type Result, round, say, skip } from './figure.ts';

const REPLAYS = 50;
const ROWS = '20000';

/** `replays:7,8` plays these seeds alone. */
export async function replays(only: readonly string[]): Promise<Result> {
  const reason = missing('clickhouse');
  if (reason !== undefined) return skip(`clickhouse: ${reason}`);
  const seeds =
    only.length > 0 ? only.map(Number) : Array.from({ length: REPLAYS }, (_none, at) => at + 1);
  const folder = mkdtempSync(join(tmpdir(), 'nightlatch-bench-'));
  await using server = await startServer('clickhouse', 'open', {
    settings: { rows: ROWS, level: 'trace' },
  });
  const sums = { queries: 0, rows: 0, ram: 0 };
  let equal = 0;
  const begun = performance.now();
  try {
    await furnish(server);
    for (const seed of seeds) {
      const { faults, ...played } = await playReplay(server, seed, folder);
      for (const key of ['queries', 'rows', 'ram'] as const) sums[key] += played[key];
      if (faults.length === 0) equal++;
      for (const fault of faults) say(`  replay ${seed}: ${fault}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return {
    figures: {
      replays: seeds.length,
      ...sums,
      seconds: round((performance.now() - begun) / 1000),
    },
    must: [atLeast('replays whose ledger is what was done', equal, seeds.length)],
  };
}
