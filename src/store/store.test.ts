import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startServer } from '../../lab/index.ts';
import { withServers } from '../../lab/testing.ts';
import { mute, opened } from '../findings/lifecycle.ts';
import type { Finding } from '../model/finding.ts';
import { exactly, type Inventory } from '../model/inventory.ts';
import { incidentSaying } from '../../test/incident-sample.ts';
import { sampleFinding } from '../../test/sample-finding.ts';
import { observation } from '../../test/rule-cases.ts';
import { openStore, type Store, type Where } from './store.ts';

const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'nightlatch-store-'));
  folders.push(made);
  return made;
};
afterEach(() => {
  for (const each of folders.splice(0)) rmSync(each, { recursive: true, force: true });
});

const at = (day: number): string => `2026-01-${String(day).padStart(2, '0')}T00:00:00.000Z`;

function finding(id: string, value: number): Finding {
  return { ...sampleFinding({ value, asset: `${id}.example:6379` }), id };
}

const LOGS: Inventory = {
  complete: true,
  notReached: '',
  items: [
    {
      kind: 'keys',
      name: 'session:*',
      rows: exactly(9),
      bytes: exactly(9),
      fields: [],
      classes: [
        { class: 'secret', kind: 'jwt', field: 'value', matched: 9, sampled: 9, confidence: 1 },
      ],
      people: exactly(0),
    },
  ],
};

/** A case is read again and again while its journal grows, and is older than any run that is forgotten. */
async function keepsCases(store: Store): Promise<void> {
  const { entries, ledger } = incidentSaying('x');
  const rest = { next: 'snapshot', folder: '/c', journal: '1', updated: at(1), body: '{}' };
  const one = { ...rest, id: 'c1', key: 'k', asset: 'a', opened: at(1), opened_by: null };
  for (const id of ['c1', 'c2', 'c3']) await store.cases.put({ ...one, id, ledger: null });
  await store.cases.put({ ...one, opened: at(2), ledger: 'l' });
  for (const upTo of [2, entries.length])
    await store.cases.setEntries('c1', entries.slice(0, upTo));
  await store.cases.setEntries('c2', entries.slice(0, 1));
  for (const visits of [ledger?.visits ?? [], ledger?.visits.slice(1) ?? []])
    await store.cases.setVisits('c1', visits);
  await store.runs.forgetBefore(at(9));
  await store.observations.forgetBefore(at(0));
  expect((await store.cases.page(2, { asset: 'a' })).map(({ id }) => id)).toEqual(['c1', 'c2']);
  const after = { opened: at(1), id: 'c2' };
  expect((await store.cases.page(9, { after })).map(({ id }) => id)).toEqual(['c3']);
  expect(await store.cases.entries('c1')).toEqual(entries);
  expect((await store.cases.entries('c1', 1, 1)).map(({ seq }) => seq)).toEqual([2]);
  const visits = await store.cases.visits('c1', 2, 0);
  expect(visits.map(({ visit }) => visit.id)).toEqual(['v3', 'v4']);
  expect((await store.cases.journals()).get('/c')).toBe('1');
  expect((await store.cases.byFolder('/c'))?.asset).toBe('a');
  expect(await store.cases.byId('none')).toBeUndefined();
}

/** What every store has to hold to, whatever it stands on. */
async function holds(store: Store): Promise<void> {
  const begun = { id: 'r1', entry: 'lab', vantage: 'segment', version: '1.0.0', started: at(1) };
  await store.runs.begin(begun);
  expect((await store.runs.unfinished()).map(({ id }) => id)).toEqual(['r1']);

  const first = opened(finding('nl-b', 60), at(1), null);
  const worse = opened(finding('nl-a', 90), at(1), null);
  await store.transaction(async (session) => {
    await session.observations.add('r1', [
      observation({ product: 'redis' }),
      observation({ product: 'redis' }),
    ]);
    await session.assets.seen('lab', [observation({ product: 'redis' })]);
    for (const { tracked, changes } of [first, worse]) {
      await session.findings.put(tracked, 'lab', at(1));
      await session.changes.add(changes, 'r1');
    }
    await session.deliveries.add({
      id: 'd1',
      receiver: 'hook',
      created: at(1),
      next_at: at(1),
      body: '{}',
    });
  });
  await store.deliveries.add({ id: 'd1', receiver: 'x', created: at(2), next_at: at(2), body: '' });

  const page = await store.findings.page({}, 1);
  expect(page.map(({ finding: { id } }) => id)).toEqual(['nl-a']);
  const next = await store.findings.page({}, 10, { rank: 0, score: 90, id: 'nl-a' });
  expect(next.map(({ finding: { id } }) => id)).toEqual(['nl-b']);
  expect(await store.findings.page({ text: '100%' }, 10)).toEqual([]);
  expect(await store.findings.page({ text: 'nl-b.ex' }, 10)).toHaveLength(1);
  expect(await store.findings.counts({ states: ['open'] })).toHaveLength(2);
  const word = { by: 'ann', reason: 'it flaps', until: at(5), at: at(2) };
  await store.findings.put(mute(first.tracked, word).tracked, 'lab', at(2));
  const muted = async (day: number): Promise<string[]> =>
    (await store.findings.page({ mutedAt: at(day) }, 5)).map((each) => each.finding.id);
  expect(await muted(4)).toEqual([first.tracked.finding.id]);
  expect(await muted(5)).toEqual([]);
  await store.findings.put(first.tracked, 'lab', at(1));

  const changes = await store.changes.after(0, 10);
  expect(changes.map(({ kind, run }) => [kind, run])).toEqual([
    ['opened', 'r1'],
    ['opened', 'r1'],
  ]);
  await store.changes.setMark('alerts', changes[0]?.seq ?? 0);
  await store.changes.setMark('alerts', changes[1]?.seq ?? 0);
  expect(await store.changes.after(await store.changes.markOf('alerts'), 10)).toEqual([]);

  expect(await store.observations.ofRun('r1')).toHaveLength(2);
  expect(await store.observations.ofRun('r1', 1)).toHaveLength(1);
  const [asset] = await store.assets.ofEntry('lab');
  expect(asset?.product).toBe('redis');
  expect(await store.observations.ofAsset(asset?.asset ?? '', 5)).toHaveLength(2);
  expect((await store.deliveries.due(at(3), 5)).map(({ receiver }) => receiver)).toEqual(['hook']);

  await store.jobs.put({ name: 'lab', next_at: at(1), run: null, body: '{}' });
  expect(await store.jobs.take('lab', 'r2')).toBe(true);
  expect(await store.jobs.take('lab', 'r3')).toBe(false);
  await store.jobs.release('lab', 'r2', at(9));
  expect(await store.jobs.byName('lab')).toMatchObject({ run: null, next_at: at(9) });

  await store.dataMap.seen([observation({ inventory: LOGS })], undefined);
  await store.dataMap.seen([observation({ access: 'open' })], undefined);
  expect(await store.dataMap.counts()).toEqual([
    { class: 'secret', authentication: 'none', count: 1 },
  ]);
  expect(await store.dataMap.page(5, { asset: '10.0.0.5:6379', class: 'secret' })).toEqual([]);
  expect(await store.figures.changesByDay(at(1))).toEqual([
    { day: '2026-01-01', kind: 'opened', count: 2 },
  ]);
  expect((await store.figures.oldestOpen())?.state).toBe('open');
  expect(await store.figures.lastChange()).toBe(changes[1]?.seq);
  expect(await store.figures.deliveriesByState()).toEqual({ waiting: 1 });

  await keepsCases(store);

  const link = { hash: 'h', name: null, role: 'admin', created: at(1), expires: at(2) };
  await store.accounts.addLink(link);
  expect(await Promise.all([1, 2].map(() => store.accounts.takeLink('h')))).toContainEqual(link);
  expect(await store.accounts.takeLink('h')).toBeUndefined();
  await store.accounts.addLink(link);
  await store.accounts.removeLinks('ann');
  await store.accounts.removeLinks(null);
  expect(await store.accounts.takeLink('h')).toBeUndefined();
  await store.accounts.failed({ key: 'k', failures: 1, until: at(1) });
  await store.accounts.failed({ key: 'k', failures: 2, until: at(2) });
  expect(await store.accounts.attempts('k')).toMatchObject({ failures: 2 });

  const undone = store.transaction(async (session) => {
    await session.findings.remove('nl-a');
    throw new Error('changed my mind');
  });
  await expect(undone).rejects.toThrow('changed my mind');
  expect(await store.findings.byId('nl-a')).toBeDefined();
}

async function twice(where: Where): Promise<void> {
  {
    await using store = await openStore(where);
    await holds(store);
  }
  await using again = await openStore(where);
  expect((await again.findings.byId('nl-a'))?.finding.title).toBe('Redis: anonymous access');
}

describe('the store over SQLite', () => {
  it('keeps what it was given', async () => {
    const place = join(folder(), 'store');
    await twice({ folder: place });
    expect(statSync(place).mode & 0o777).toBe(0o700);
    expect(statSync(join(place, 'nightlatch.db')).mode & 0o777).toBe(0o600);
  });

  it('answers while a transaction writes, as it was before, and lets others have a turn', async () => {
    await using store = await openStore({ folder: folder() });
    let turns = 0;
    const beat = setInterval(() => {
      turns += 1;
    }, 1);
    let commit = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      commit = resolve;
    });
    const many = Array.from({ length: 4000 }, () => observation({}));
    const written = store.transaction(async (session) => {
      await session.observations.add('r1', many);
      turns = Math.min(turns, 1000);
      await held;
    });
    await expect.poll(() => turns).toBeGreaterThan(3);
    expect(await store.observations.ofRun('r1', 0, 1)).toEqual([]);
    const second = store.transaction((session) =>
      session.observations.add('r2', [observation({})]),
    );
    commit();
    await Promise.all([written, second]);
    clearInterval(beat);
    expect(await store.observations.ofRun('r1', 3999)).toHaveLength(1);
    expect(await store.observations.ofRun('r2')).toHaveLength(1);
  });

  it('refuses a schema that is newer than it', async () => {
    const where = { folder: folder() };
    {
      await using store = await openStore(where);
      store.sqlite?.exec(
        "INSERT INTO kysely_migration (name, timestamp) VALUES ('9999-later', '2030')",
      );
    }
    await expect(openStore(where)).rejects.toThrow(/newer Nightlatch/);
    expect(existsSync(join(where.folder, 'nightlatch.db'))).toBe(true);
  });
});

withServers('postgresql')('the store over PostgreSQL', () => {
  it('keeps what it was given', async () => {
    await using server = await startServer('postgresql', 'open');
    const { address, port } = server;
    await twice({ url: `postgresql://postgres@${address}:${port}/postgres` });
  });
});
