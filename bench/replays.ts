/** Fifty replays each on one real ClickHouse and one nginx, with visitors drawn by a seed: the ledger is held against what each was given. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LabServer, missing, startServer } from '../lab/index.ts';
import { furnish, playReplay } from '../test/incident/clickhouse-replay.ts';
import { playWeb } from '../test/incident/nginx-replay.ts';
import { atLeast, type Must, type Result, round, say } from './figure.ts';

const REPLAYS = 50;

interface Played {
  readonly faults: readonly string[];
}

interface Stage {
  readonly product: string;
  readonly open: () => Promise<LabServer>;
  readonly play: (server: LabServer, seed: number, folder: string) => Promise<Played>;
}

const STAGES: readonly Stage[] = [
  {
    product: 'clickhouse',
    async open() {
      const settings = { rows: '20000', level: 'trace' };
      const server = await startServer('clickhouse', 'open', { settings });
      await furnish(server);
      return server;
    },
    play: playReplay,
  },
  {
    product: 'nginx',
    open: async () => await startServer('nginx', 'listing'),
    play: playWeb,
  },
];

/** Adds up what the replays counted: queries, rows, bytes. */
function addTo(sums: Record<string, number>, played: object): void {
  for (const [name, value] of Object.entries(played))
    if (typeof value === 'number') sums[name] = (sums[name] ?? 0) + value;
}

async function perform(
  { product, open, play }: Stage,
  seeds: readonly number[],
): Promise<{ sums: Record<string, number>; must: Must }> {
  const folder = mkdtempSync(join(tmpdir(), 'nightlatch-bench-'));
  const sums: Record<string, number> = { replays: seeds.length };
  const begun = performance.now();
  let equal = 0;
  try {
    await using server = await open();
    for (const seed of seeds) {
      const { faults, ...counted } = await play(server, seed, folder);
      addTo(sums, counted);
      if (faults.length === 0) equal++;
      for (const fault of faults) say(`  ${product}, replay ${seed}: ${fault}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  sums['seconds'] = round((performance.now() - begun) / 1000);
  return {
    sums,
    must: atLeast(`${product}: replays whose ledger is what was done`, equal, seeds.length),
  };
}

/** `replays:nginx` plays on one product, `replays:7,8` these seeds alone. */
export async function replays(only: readonly string[]): Promise<Result> {
  const numbers = only.map(Number).filter((seed) => Number.isInteger(seed));
  const names = only.filter((word) => !/^\d+$/.test(word));
  const seeds = numbers.length > 0 ? numbers : Array.from({ length: REPLAYS }, (_no, at) => at + 1);
  const figures: Record<string, unknown> = {};
  const must: Must[] = [];
  const skipped: string[] = [];
  for (const stage of STAGES) {
    if (names.length > 0 && !names.includes(stage.product)) continue;
    const reason = missing(stage.product);
    if (reason !== undefined) {
      skipped.push(`${stage.product}: ${reason}`);
      continue;
    }
    const performed = await perform(stage, seeds);
    figures[stage.product] = performed.sums;
    must.push(performed.must);
  }
  return { figures, must, skipped };
}
