import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sampleFinding } from '../../../test/sample-finding.ts';
import { assign, mute, opened } from '../../findings/lifecycle.ts';
import { Blackout, Receiver } from '../../model/watch-config.ts';
import { openStore, type Store } from '../../store/store.ts';
import { escalate } from './escalate.ts';
import { Sender } from './sender.ts';
import { tellOf } from './tell.ts';
import { tellTrouble } from './watch-trouble.ts';

let folder = '';
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-escalate-'));
  store = await openStore({ folder });
});
afterEach(async () => {
  await store[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 1, 10, minute));
const receiver = (facts: object = {}): Receiver =>
  Receiver.parse({ name: 'hook', kind: 'webhook', url: 'https://example.com/', ...facts });
const { tracked, changes } = opened(sampleFinding({ value: 90 }), at(0).toISOString(), null);

async function summaries(): Promise<string[]> {
  const kept = await store.deliveries.inState('waiting', 20);
  return kept.map(({ body }) => (JSON.parse(body) as { summary: string }).summary).toReversed();
}

it('tells again of what nobody took, each time once, until somebody takes it', async () => {
  await store.findings.put(tracked, 'lab', at(0).toISOString());
  await store.changes.add(changes, 'r1');
  const facts = { receivers: [receiver({ escalate_after: '30m' })], entryOf: () => undefined };
  for (const minute of [0, 29, 31, 32, 45]) await escalate(store, facts, at(minute));
  expect(await summaries()).toEqual([
    'Still open, and nobody took it. The worst is critical: Redis: anonymous access',
  ]);
  await escalate(store, facts, at(61));
  expect(await summaries()).toHaveLength(2);
  const step = assign(tracked, 'blue', 'ada', at(70).toISOString());
  await store.findings.put(step.tracked, 'lab', at(70).toISOString());
  await store.changes.add(step.changes, null);
  for (const minute of [91, 121]) await escalate(store, facts, at(minute));
  expect(await summaries()).toHaveLength(2);
});

it('tells only whoever it is for', async () => {
  await store.findings.put(tracked, 'lab', at(0).toISOString());
  const facts = {
    receivers: [receiver({ escalate_after: '30m', owners: ['red'] })],
    entryOf: () => ({ owner: 'blue' }),
  };
  for (const minute of [0, 31]) await escalate(store, facts, at(minute));
  expect(await summaries()).toEqual([]);
});

it('holds what falls into quiet hours and maintenance until they are over', async () => {
  await store.findings.put(tracked, 'lab', at(0).toISOString());
  // All but a minute of the day, so that the test holds at any time of it.
  const window = Blackout.parse({ from: '00:00', to: '23:59' });
  const source = { entry: 'lab', run: 'r1', owner: undefined };
  for (const [name, quiet, maintenance] of [
    ['quiet', [window], []],
    ['worked', [], [window]],
    ['at-once', [], []],
  ] as const)
    await tellOf(store, changes, [receiver({ name, quiet })], { ...source, maintenance });
  const kept = await store.deliveries.inState('waiting', 9);
  const minuteOf = (name: string): string | undefined =>
    kept.find((each) => each.receiver === name)?.next_at.slice(11, 16);
  const now = new Date().toISOString().slice(11, 16);
  const expected = now === '23:59' ? now : '23:59';
  expect(minuteOf('quiet')).toBe(expected);
  expect(minuteOf('worked')).toBe(expected);
  expect(minuteOf('at-once')).not.toBe('23:59');
});

it('escalates nothing that is muted, and what is in maintenance when that is over', async () => {
  const other = opened(
    sampleFinding({ value: 60, asset: '10.0.0.9:6379' }),
    at(0).toISOString(),
    null,
  );
  const word = {
    by: 'ada',
    reason: 'it flaps',
    until: at(50).toISOString(),
    at: at(1).toISOString(),
  };
  await store.findings.put(mute(tracked, word).tracked, 'lab', at(0).toISOString());
  await store.findings.put(other.tracked, 'worked-on', at(0).toISOString());
  const maintenance = [Blackout.parse({ from: '10:20', to: '11:00' })];
  const facts = {
    receivers: [receiver({ escalate_after: '30m' })],
    entryOf: (name: string) => (name === 'worked-on' ? { maintenance } : undefined),
  };
  for (const minute of [0, 31]) await escalate(store, facts, at(minute));
  const waiting = await store.deliveries.inState('waiting', 9);
  expect(waiting.map(({ next_at }) => next_at)).toEqual([at(60).toISOString()]);
  expect(waiting[0]?.body).toMatch(/10\.0\.0\.9/);
  await escalate(store, facts, at(61));
  const now = (await store.deliveries.inState('waiting', 9)).filter(
    ({ created }) => created === at(61).toISOString(),
  );
  expect(now).toMatchObject([{ next_at: at(61).toISOString() }]);
  expect((JSON.parse(now[0]?.body ?? '') as { items: unknown[] }).items).toHaveLength(2);
});

it('tells once of what the watch could not do, whoever owns what', async () => {
  const receivers = [
    receiver({ owners: ['blue'] }),
    receiver({ name: 'low', severities: ['low'] }),
  ];
  for (let time = 0; time < 2; time += 1) {
    await tellTrouble(store, receivers, { kind: 'unfinished', entry: 'lab', run: 'r1' }, at(0));
    const fell = { kind: 'coverage-fell', entry: 'lab', run: 'r1', before: 9, now: 2 } as const;
    await tellTrouble(store, receivers, fell, at(1));
  }
  const maintenance = [Blackout.parse({ from: '10:00', to: '10:45' })];
  const later = { kind: 'coverage-fell', entry: 'lab', run: 'r2', before: 9, now: 1 } as const;
  await tellTrouble(store, receivers, later, at(2), maintenance);
  const held = (await store.deliveries.inState('waiting', 9)).filter(({ body }) =>
    body.includes('from 1 endpoints'),
  );
  expect(held).toMatchObject([{ next_at: at(45).toISOString() }]);
  expect(await summaries()).toEqual([
    expect.stringMatching(/did not finish/),
    expect.stringMatching(/from 2 endpoints; the one before from 9/),
    expect.stringMatching(/from 1 endpoints/),
  ]);
});

it('tells the others of a receiver that fails, and one that hangs keeps nobody waiting', async () => {
  const day = '2026-01-01';
  const receivers = [receiver(), receiver({ name: 'other' })];
  await tellTrouble(store, receivers, { kind: 'receiver-fails', receiver: 'hook', day }, at(0));
  expect((await store.deliveries.inState('waiting', 9)).map((each) => each.receiver)).toEqual([
    'other',
  ]);
  const facts = { id: 'stuck', receiver: 'hook', created: at(0).toISOString(), body: '{}' };
  await store.deliveries.add({ ...facts, next_at: at(0).toISOString() });
  const got: string[] = [];
  let release = (): void => undefined;
  const sender = new Sender({
    store,
    receivers,
    now: () => at(5),
    deliver: async ({ name }) => {
      if (name === 'hook')
        await new Promise<void>((resolve) => {
          release = resolve;
        });
      got.push(name);
    },
  });
  const first = sender.send();
  await expect.poll(() => got).toEqual(['other']);
  await store.deliveries.add({ ...facts, id: 'x', receiver: 'other', next_at: facts.created });
  const second = sender.send();
  await expect.poll(() => got).toEqual(['other', 'other']);
  release();
  await Promise.all([first, second]);
  expect(got).toEqual(['other', 'other', 'hook']);
});
