import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startServer, type LabServer } from '../../lab/index.ts';
import { withServers } from '../../lab/testing.ts';
import { furnish, playReplay } from './clickhouse-replay.ts';

/** `npm run bench -- replays` plays fifty. Three of these have found a fault: a refused read that was called a copy, a log that began amid a message. */
const SEEDS = [2, 11, 13, 37];

withServers('clickhouse')('the ledger of random visitors', () => {
  let server: LabServer;
  const folder = mkdtempSync(join(tmpdir(), 'nightlatch-replay-'));
  beforeAll(async () => {
    const settings = { rows: '20000', level: 'trace' };
    server = await startServer('clickhouse', 'open', { settings });
    await furnish(server);
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(SEEDS)('is what was done, seed %d', async (seed) => {
    const { queries, faults } = await playReplay(server, seed, folder);
    expect(faults).toEqual([]);
    expect(queries).toBeGreaterThan(1);
  });
});
