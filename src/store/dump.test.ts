import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startServer } from '../../lab/index.ts';
import { withServers } from '../../lab/testing.ts';
import { observation } from '../../test/rule-cases.ts';
import { incidentSaying } from '../../test/incident-sample.ts';
import { sampleFinding } from '../../test/sample-finding.ts';
import { opened } from '../findings/lifecycle.ts';
import { dump, restore } from './dump.ts';
import { openStore, type Store } from './store.ts';

const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'nightlatch-dump-'));
  folders.push(made);
  return made;
};
afterEach(() => {
  for (const each of folders.splice(0)) rmSync(each, { recursive: true, force: true });
});

const at = '2026-01-01T00:00:00.000Z';

/** More rows than a page of a dump has. */
const MANY = 1203;

async function fill(store: Store): Promise<void> {
  await store.runs.begin({ id: 'r1', entry: 'lab', vantage: 'host', version: '1', started: at });
  const one = observation({ product: 'redis' });
  await store.observations.add(
    'r1',
    Array.from({ length: MANY }, () => one),
  );
  const { tracked, changes } = opened(sampleFinding({ value: 90 }), at, null);
  await store.findings.put(tracked, 'lab', at);
  await store.changes.add(changes, 'r1');
  const kept = { next: 'snapshot', folder: '/c', journal: '1', ledger: null, updated: at };
  const begun = { opened: at, opened_by: 'ada' };
  await store.cases.put({ ...kept, ...begun, id: 'c1', key: 'k', asset: 'a', body: '{}' });
  await store.cases.setEntries('c1', incidentSaying('x').entries.slice(0, 1));
  await store.accounts.add({
    id: 'a1',
    name: 'ada',
    role: 'admin',
    password: 'scrypt-of-it',
    disabled: 0,
    created: at,
    last_seen: null,
  });
}

async function linesOf(store: Store, whole: boolean): Promise<string[]> {
  const lines: string[] = [];
  await dump(store, { whole, at: new Date(at) }, (line) => {
    lines.push(line.trimEnd());
    return Promise.resolve();
  });
  return lines;
}

async function* eachOf(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

/** From one into the other, and the other says the same. */
async function moves(from: Store, to: Store): Promise<void> {
  await fill(from);
  const lines = await linesOf(from, true);
  expect(lines).toHaveLength(MANY + 8);
  await restore(to, eachOf(lines));
  expect(await linesOf(to, true)).toEqual(lines);
  await to.changes.add(opened(sampleFinding({ value: 90 }), at, null).changes, 'r2');
  expect((await to.changes.after(0, 9)).map(({ seq }) => seq)).toEqual([1, 2]);
  await expect(restore(to, eachOf(lines))).rejects.toThrow(/something in the store already/);
}

describe('a dump of the store', () => {
  it('is whole, or is not taken', async () => {
    await using from = await openStore({ folder: folder() });
    await using to = await openStore({ folder: folder() });
    await fill(from);
    const lines = await linesOf(from, true);
    const changed = lines.map((line) => line.replace('"lab"', '"job"'));
    for (const bad of [lines.slice(0, -1), lines.slice(0, 40), changed, [], ['{}'], ['no']])
      await expect(restore(to, eachOf(bad))).rejects.toThrow(/not whole|no backup|cut off/);
    expect(await to.runs.latest(1)).toEqual([]);
    const newer = [lines[0]?.replace(/"level":"[^"]*"/, '"level":"9999"') ?? ''];
    await expect(restore(to, eachOf(newer))).rejects.toThrow(/newer Nightlatch/);
    await restore(to, eachOf(lines));
    expect(await to.observations.ofRun('r1', MANY - 1)).toHaveLength(1);
  });

  it('holds nothing that lets anybody in where it is an export', async () => {
    await using from = await openStore({ folder: folder() });
    await using to = await openStore({ folder: folder() });
    await fill(from);
    const lines = await linesOf(from, false);
    expect(lines.join('\n')).not.toMatch(/scrypt-of-it|"accounts"/);
    await expect(restore(to, eachOf(lines))).rejects.toThrow(/no accounts/);
  });
});

withServers('postgresql')('a dump over PostgreSQL', () => {
  it('goes from SQLite to PostgreSQL and is the same there', async () => {
    await using server = await startServer('postgresql', 'open');
    const { address, port } = server;
    await using from = await openStore({ folder: folder() });
    await using to = await openStore({ url: `postgresql://postgres@${address}:${port}/postgres` });
    await moves(from, to);
  });
});
