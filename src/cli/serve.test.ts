import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startServer } from '../../lab/index.ts';
import { withServers } from '../../lab/testing.ts';
import { nightlatch } from '../../test/run-cli.ts';
import { openStore } from '../store/store.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-serve-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function configOf(lines: readonly string[]): string {
  const file = join(folder, 'nightlatch.yaml');
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

it('tells a schedule that cannot be before anything starts', async () => {
  const file = configOf(['watch:', '  - {name: lab, cron: often}']);
  const ran = await nightlatch(['serve', '--config', file, '--data', join(folder, 'data')]);
  expect(ran.code).toBe(2);
  expect(ran.err).toMatch(/"often" is no schedule/);
});

withServers('redis')('serve', () => {
  it('finds a door open, sees it gone, and remembers both', async () => {
    const redis = await startServer('redis', 'open');
    const file = configOf([
      'vantage: internet',
      'watch:',
      `  - {name: lab, targets: ['${redis.address}:${redis.port}'], every: 1s, jitter: 0}`,
    ]);
    const data = join(folder, 'data');
    const serving = spawn(
      process.execPath,
      ['bin/nightlatch.js', 'serve', '--config', file, '--data', data, '--listen', '127.0.0.1:0'],
      {
        stdio: 'ignore',
        env: { ...process.env, XDG_STATE_HOME: folder },
      },
    );
    const ended = new Promise<number | null>((resolve) => {
      serving.on('exit', (code) => resolve(code));
    });
    const until = async (state: string): Promise<void> => {
      await expect
        .poll(
          async () => {
            await using store = await openStore({ folder: data });
            const [kept] = await store.findings.page({ rule: 'anonymous-access' }, 1);
            return kept?.state;
          },
          { timeout: 30_000, interval: 300 },
        )
        .toBe(state);
    };
    try {
      await until('open');
      await redis.stop();
      await until('verified');
    } finally {
      serving.kill('SIGTERM');
      expect(await ended).toBe(0);
      await redis.stop();
    }
    await using store = await openStore({ folder: data });
    const [kept] = await store.findings.page({ rule: 'anonymous-access' }, 1);
    expect(kept?.windows).toMatchObject([{ ended: 'gone' }]);
    const kinds = (await store.changes.ofFinding(kept?.finding.id ?? '')).map(({ kind }) => kind);
    expect(kinds).toEqual(['opened', 'resolved', 'verified']);
    expect(await store.runs.unfinished()).toEqual([]);
  });
});
