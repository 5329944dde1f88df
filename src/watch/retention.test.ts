import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { observation } from '../../test/rule-cases.ts';
import { sampleFinding } from '../../test/sample-finding.ts';
import { opened } from '../findings/lifecycle.ts';
import type { Coverage } from '../model/run.ts';
import { Heartbeat, Keep } from '../model/watch-config.ts';
import { openStore } from '../store/store.ts';
import { fellFrom } from './coverage.ts';
import { beat, isWatching } from './heartbeat.ts';
import { forgetOld } from './retention.ts';

const old = '2026-01-01T00:00:00.000Z';
const now = new Date('2026-06-01T00:00:00Z');

it('forgets what grows, and keeps findings, changes and what is still to be told', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nightlatch-keep-'));
  try {
    await using store = await openStore({ folder });
    await store.runs.begin({ id: 'r1', entry: 'lab', vantage: 'host', version: '1', started: old });
    await store.runs.abandon('r1', old);
    await store.observations.add('r1', [{ ...observation({ product: 'redis' }), at: old }]);
    const { tracked, changes } = opened(sampleFinding({ value: 90 }), old, null);
    await store.findings.put(tracked, 'lab', old);
    await store.changes.add(changes, 'r1');
    for (const id of ['sent', 'waits'])
      await store.deliveries.add({ id, receiver: 'x', created: old, next_at: old, body: '{}' });
    const settled = { state: 'sent', attempts: 1, next_at: old, error: null } as const;
    await store.deliveries.settle('sent', settled);

    const later = Keep.parse({ runs: '900d', observations: '900d', deliveries: '900d' });
    expect(await forgetOld(store, later, now)).toEqual({ observations: 0, runs: 0, deliveries: 0 });
    const keep = Keep.parse({ runs: '100d' });
    expect(await forgetOld(store, keep, now)).toEqual({ observations: 1, runs: 1, deliveries: 1 });
    expect(await store.findings.byId(tracked.finding.id)).toBeDefined();
    expect(await store.changes.ofFinding(tracked.finding.id)).toHaveLength(1);
    expect(await store.deliveries.byId('waits')).toBeDefined();

    const job = { name: 'lab', run: null, body: '{}' };
    await store.jobs.put({ ...job, next_at: now.toISOString() });
    expect(await isWatching(store, [], now)).toBe(true);
    await store.jobs.put({ ...job, next_at: old });
    expect(await isWatching(store, [], now)).toBe(false);
    expect(await isWatching(store, ['lab'], now)).toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

it('sees that a run had an answer from much fewer', () => {
  const coverage = (open: number): Coverage => ({ byAccess: { open } }) as unknown as Coverage;
  expect(fellFrom(coverage(20), coverage(14))).toEqual({ before: 20, now: 14 });
  expect(fellFrom(coverage(20), coverage(15))).toBeUndefined();
  expect(fellFrom(coverage(4), coverage(0))).toBeUndefined();
  expect(fellFrom(undefined, coverage(0))).toBeUndefined();
});

it('sends a heartbeat, and says when nobody takes it', async () => {
  let status = 200;
  const heard: (string | undefined)[] = [];
  const server = createServer(({ method, url }, response) => {
    heard.push(`${method} ${url}`);
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  try {
    const { port } = server.address() as AddressInfo;
    const heartbeat = Heartbeat.parse({ url_env: 'BEAT', allow_private: true });
    const environment = { BEAT: `http://127.0.0.1:${port}/ping/x` };
    await beat(heartbeat, environment);
    expect(heard).toEqual(['GET /ping/x']);
    status = 500;
    await expect(beat(heartbeat, environment)).rejects.toThrow(/answered 500/);
    await expect(beat(heartbeat, {})).rejects.toThrow(/no address/);
    await expect(beat({ ...heartbeat, allow_private: false }, environment)).rejects.toThrow(
      /https only/,
    );
  } finally {
    server.close();
  }
});
