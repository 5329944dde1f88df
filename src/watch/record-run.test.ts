import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { observation } from '../../test/rule-cases.ts';
import { toFindings } from '../findings/find.ts';
import type { Finding } from '../model/finding.ts';
import type { Observation } from '../model/observation.ts';
import { adviceFor, judgeAll, verdictOf } from '../rules/judge.ts';
import { openStore, type Store } from '../store/store.ts';
import { recordRun } from './record-run.ts';
import { RunMemory } from './run-memory.ts';

let folder = '';
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-watch-'));
  store = await openStore({ folder });
});
afterEach(async () => {
  await store[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const circumstances = { policy: {}, asOf: new Date('2026-11-25T12:00:00Z') };
const open = { access: 'open', grants: 'read-write', plaintext: true } as const;
let day = 0;

interface Seen {
  readonly observations?: readonly Observation[];
  readonly refused?: readonly string[];
  readonly silent?: readonly string[];
}

/** A run that saw this, as the watch records it. */
async function run({ observations = [], refused = [], silent = [] }: Seen): Promise<string[]> {
  day += 1;
  const at = new Date(Date.UTC(2026, 0, day)).toISOString();
  const known: Finding[] = [];
  for await (const { finding } of store.findings.ofEntry('lab')) known.push(finding);
  const memory = new RunMemory(known);
  for (const each of observations) memory.observed(each);
  for (const address of refused) memory.notThere({ address, port: 6379 }, 'refused');
  for (const address of silent) memory.notThere({ address, port: 6379 }, 'timed-out');
  const failures = [...judgeAll(observations, circumstances)].flatMap((judgement) =>
    judgement.verdict.outcome === 'fail'
      ? [{ ...judgement, verdict: judgement.verdict, ...adviceFor(judgement) }]
      : [],
  );
  const facts = { id: `run-${day}`, version: '1', started: at, finished: at, vantage: 'segment' };
  await store.runs.begin({ ...facts, entry: 'lab' });
  const changes = await recordRun(store, {
    entry: 'lab',
    run: { ...facts, interrupted: false },
    coverage: {
      endpoints: 1,
      connections: 1,
      refused: 0,
      silent: 0,
      byAccess: {},
      unknownRules: {},
      gaps: [],
      blindSpots: [],
      undeclaredRequests: 0,
    },
    observations,
    findings: toFindings(failures, {}),
    sights: {
      reached: (tracked) => memory.reached(tracked),
      answeredNear: (address) => memory.answeredNear(address),
      listedListeners: false,
      verdictOf: (rule, seen, beside) => verdictOf(rule, seen, beside, circumstances),
    },
  });
  return changes.filter(({ finding }) => finding === anonymous).map(({ kind }) => kind);
}

let anonymous = '';
beforeEach(async () => {
  const seen = await store.findings.page({}, 1);
  expect(seen).toEqual([]);
  day = 0;
  await run({ observations: [observation(open)] });
  const [first] = await store.findings.page({ rule: 'anonymous-access' }, 1);
  anonymous = first?.finding.id ?? '';
  expect(anonymous).not.toBe('');
});

it('records more changes than one statement of SQLite takes', async () => {
  const many = Array.from({ length: 3000 }, (_, index) => {
    const address = `10.1.${index >> 8}.${index & 255}`;
    const endpoint = { address, port: 6379, transport: 'tcp' } as const;
    return observation({ ...open, asset: `${address}:6379`, endpoint });
  });
  await run({ observations: many });
  const opened = (await store.changes.after(0, 50_000)).filter(({ kind }) => kind === 'opened');
  expect(new Set(opened.map(({ finding }) => finding)).size).toBe(opened.length);
  expect(opened.length).toBeGreaterThan(5461);
});

describe('what a run says of a door that was open', () => {
  it('that asks for a password now: it is shut, and verified by the next look', async () => {
    expect(await run({ observations: [observation()] })).toEqual(['resolved']);
    expect(await run({ observations: [observation()] })).toEqual(['verified']);
    expect(await run({ observations: [observation(open)] })).toEqual(['reopened']);
    const kept = await store.findings.byId(anonymous);
    expect(kept?.windows.map(({ ended }) => ended)).toEqual(['shut', null]);
  });

  it('that refuses the connection: it is gone', async () => {
    expect(await run({ refused: ['10.0.0.5'] })).toEqual(['resolved']);
    expect((await store.findings.byId(anonymous))?.windows[0]?.ended).toBe('gone');
  });

  it('that is silent: nothing, unless somebody near it answers', async () => {
    expect(await run({ silent: ['10.0.0.5'] })).toEqual([]);
    expect(await store.findings.byId(anonymous)).toMatchObject({ state: 'open', untold: 1 });
    expect(await run({ silent: ['10.0.0.5'], refused: ['10.0.1.9'] })).toEqual([]);
    expect(await run({ silent: ['10.0.0.5'], refused: ['10.0.0.9'] })).toEqual(['resolved']);
  });

  it('that was not asked, or could not be told: nothing', async () => {
    expect(await run({})).toEqual([]);
    const unclear = observation({ access: 'unknown', reason: 'it said nothing' });
    expect(await run({ observations: [unclear] })).toEqual([]);
    expect((await store.findings.byId(anonymous))?.state).toBe('open');
  });

  it('that goes by another name now: its life goes on', async () => {
    const renamed = observation({ ...open, asset: 'redis:0123' });
    await run({ observations: [renamed] });
    expect(await store.findings.byId(anonymous)).toBeUndefined();
    const [now] = await store.findings.page({ rule: 'anonymous-access' }, 5);
    expect(now).toMatchObject({ state: 'open', finding: { asset: 'redis:0123' } });
    expect(now?.windows).toHaveLength(1);
    expect(await store.assets.linksOf('redis:0123')).toMatchObject([{ kind: 'moved' }]);
  });
});
