import { expect, it } from 'vitest';
import { sampleFinding } from '../../../test/sample-finding.ts';
import { CaseEntry, type CaseEvent } from '../../model/case.ts';
import { Plan } from '../contain/plan.ts';
import { nextOf, planState, stepsOf, type CaseStep } from './steps.ts';

const HASH = 'a'.repeat(64);
const words = { title: 't', command: [], evidence: 'e', sessions: 's', verification: 'v' };
const plan = Plan.parse({
  ...{ schema: 'nightlatch/plan/1', id: 'p1', case: 'c', recipe: 'r', layer: 'product' },
  ...{ title: 'Redis asks', product: 'redis', address: '10.0.0.1', port: 6379, allow: [] },
  ...{ seconds: 0, usersFile: null },
  steps: ['one', 'two'].map((id) => ({ ...words, id, rollback: [] })),
});

const opened: CaseEvent = {
  ...{ kind: 'opened', case: 'c', asset: 'a', key: 'k', version: '1', findings: [sampleFinding()] },
  window: null,
};
const snapshot: CaseEvent = {
  ...{ kind: 'snapshot', folder: 'snapshot-1', manifest: HASH, artefacts: 3, complete: true },
  missing: [],
};
const ledger: CaseEvent = { kind: 'ledger', file: 'l.json', sha256: HASH };
const approved: CaseEvent = { kind: 'approved', plan: 'p1', by: 'ann', withoutSnapshot: null };
const step = (id: string, state: Extract<CaseEvent, { kind: 'step' }>['state']): CaseEvent => ({
  kind: 'step',
  plan: 'p1',
  step: id,
  state,
  says: '',
});
const looked = (isShut: boolean | null, isEmpty: boolean | null): CaseEvent => ({
  ...{ kind: 'verified', vantage: 'here' },
  newConnections: { held: isShut, evidence: [] },
  oldSessions: { held: isEmpty, evidence: [] },
});

const entriesOf = (events: readonly CaseEvent[]): CaseEntry[] =>
  events.map((event, seq) => {
    const at = `2026-11-25T12:${String(seq).padStart(2, '0')}:00.000Z`;
    return CaseEntry.parse({ seq, at, before: HASH, event });
  });

function standing(events: readonly CaseEvent[], folder = '/cases/c'): CaseStep[] {
  const sources = { sources: [] };
  const now = new Date('2026-11-25T13:00:00Z');
  const isCounted = events.includes(ledger);
  const facts = {
    folder,
    now,
    visits: 2,
    plans: [plan],
    inventory: true,
    entries: entriesOf(events),
  };
  return stepsOf({ ...facts, ledger: isCounted ? sources : null });
}
const next = (...events: CaseEvent[]): string => nextOf(standing([opened, ...events]));

const shut = [snapshot, ledger, approved, step('one', 'done'), step('two', 'done')];

it('keeps the order: nothing is next before what comes first', () => {
  expect(next()).toBe('snapshot');
  expect(next(ledger, step('one', 'done'), step('two', 'done'))).toBe('snapshot');
  expect(next({ ...snapshot, complete: false })).toBe('snapshot');
  expect(next(snapshot)).toBe('quantify');
  expect(next(snapshot, ledger, approved, step('one', 'done'))).toBe('contain');
  expect(next(...shut)).toBe('verify');
  expect(next(...shut, looked(true, true))).toBe('report');
});

it('takes it for shut only while the last look says so', () => {
  expect(next(...shut, looked(true, null))).toBe('verify');
  expect(next(...shut, looked(true, false))).toBe('verify');
  // A look at night, as a stranger alone, lists no sessions: those that were gone are still gone.
  expect(next(...shut, looked(true, true), looked(true, null))).toBe('report');
  expect(next(...shut, looked(true, true), looked(null, null))).toBe('verify');
  expect(next(...shut, looked(true, true), looked(false, null))).toBe('verify');
  expect(next(snapshot, ledger, looked(true, true), ...shut.slice(2))).toBe('verify');
  expect(next(...shut, step('two', 'undoing'), step('two', 'undone'))).toBe('contain');
});

it('follows a plan from its approval to its end, and anew after it was taken back', () => {
  const state = (...events: CaseEvent[]): string => planState(entriesOf(events), plan);
  expect(state()).toBe('planned');
  expect(state(approved)).toBe('approved');
  expect(state(approved, step('one', 'doing'))).toBe('under way');
  expect(state(approved, step('one', 'failed'))).toBe('failed');
  expect(state(approved, step('one', 'done'), step('two', 'done'), approved)).toBe('done');
  const back = [approved, step('one', 'done'), step('one', 'undone')];
  expect(state(...back)).toBe('undone');
  expect(state(...back, approved)).toBe('approved');
});

it('counts in the window up to the snapshot, and people by what stood inside', () => {
  const window = { lastShutBefore: null, firstOpen: '2026-11-25T11:00:00.000Z' };
  const open = { lastOpen: '2026-11-25T12:00:00.000Z', firstShut: null, ended: null };
  const [, , quantify] = standing([{ ...opened, window: { ...window, ...open } }, snapshot]);
  expect(quantify?.commands[0]).toBe(
    'nightlatch case trails /cases/c/snapshot-1 --window 2026-11-25T11:00:00.000Z..2026-11-25T12:01:00.000Z --inventory /cases/c/inventory.json --format json --output /cases/c/trails.json',
  );
});

it('writes commands that a shell takes as they stand', () => {
  const [, , , contain] = standing([opened, snapshot, ledger, approved], "/a b/it's");
  expect(contain?.commands).toEqual([
    String.raw`nightlatch contain apply p1 --approve p1 --by ann --case '/a b/it'\''s'`,
  ]);
});
