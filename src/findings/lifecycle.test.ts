import { describe, expect, it } from 'vitest';
import { sampleFinding } from '../../test/sample-finding.ts';
import type { Tracked } from '../model/tracked.ts';
import {
  accept,
  advance,
  assign,
  isMuted,
  moved,
  mute,
  opened,
  unmute,
  type Sight,
} from './lifecycle.ts';

const finding = { ...sampleFinding(), id: 'nl-1' };
const at = (day: number): string => `2026-01-${String(day).padStart(2, '0')}T00:00:00.000Z`;
const seen: Sight = { kind: 'open', finding };

function live(...sights: readonly Sight[]): { tracked: Tracked; kinds: string[] } {
  let { tracked, changes } = opened(finding, at(1), null);
  const kinds = changes.map(({ kind }) => kind as string);
  for (const [index, sight] of sights.entries()) {
    ({ tracked, changes } = advance(tracked, sight, at(index + 2)));
    kinds.push(...changes.map(({ kind }) => kind));
  }
  return { tracked, kinds };
}

describe('the life of a finding', () => {
  it('is one window from the first look that saw it to the first that did not', () => {
    const { tracked, kinds } = live(seen, seen, { kind: 'shut' });
    expect(kinds).toEqual(['opened', 'resolved']);
    expect(tracked.windows).toEqual([
      { lastShutBefore: null, firstOpen: at(1), lastOpen: at(3), firstShut: at(4), ended: 'shut' },
    ]);
  });

  it('is verified by a second look, once', () => {
    const { tracked, kinds } = live({ kind: 'shut' }, { kind: 'shut' }, { kind: 'gone' });
    expect(kinds).toEqual(['opened', 'resolved', 'verified']);
    expect(tracked.state).toBe('verified');
  });

  it('goes on where a look could not tell', () => {
    const { tracked, kinds } = live({ kind: 'unseen' }, { kind: 'unseen' });
    expect(kinds).toEqual(['opened']);
    expect(tracked).toMatchObject({ state: 'open', untold: 2, lastTold: at(1) });
  });

  it('opens a second window when it comes back, after the last look that saw it shut', () => {
    const { tracked, kinds } = live({ kind: 'gone' }, { kind: 'shut' }, { kind: 'unseen' }, seen);
    expect(kinds).toEqual(['opened', 'resolved', 'verified', 'reopened']);
    expect(tracked).toMatchObject({ state: 'open', reopened: 1, untold: 0 });
    expect(tracked.windows).toHaveLength(2);
    expect(tracked.windows[1]).toMatchObject({ lastShutBefore: at(3), firstOpen: at(5) });
  });

  it('says when it weighs differently', () => {
    const worse = { ...finding, severity: 'critical' } as const;
    const { kinds } = live(
      seen,
      { kind: 'open', finding: worse },
      { kind: 'open', finding: worse },
    );
    expect(kinds).toEqual(['opened', 'severity-changed']);
  });

  it('is accepted until a day and open from then on', () => {
    const { tracked } = opened(finding, at(1), null);
    const acceptance = { by: 'ann', reason: 'a demo', until: at(5), at: at(2) };
    const accepted = accept(tracked, acceptance);
    expect(accepted.tracked.state).toBe('accepted');
    expect(accepted.changes[0]).toMatchObject({ kind: 'accepted', by: 'ann', note: 'a demo' });
    const before = advance(accepted.tracked, seen, at(4));
    expect(before.tracked.state).toBe('accepted');
    const after = advance(before.tracked, seen, at(5));
    expect(after.tracked).toMatchObject({ state: 'open', acceptance: null });
    expect(after.changes.map(({ kind }) => kind)).toEqual(['acceptance-ended']);
  });

  it('is muted until a time, through all that happens to it, and spoken of when that is over', () => {
    const { tracked } = opened(finding, at(1), null);
    const word = { by: 'ann', reason: 'it flaps', until: at(9), at: at(2) };
    const muted = mute(tracked, word);
    expect(muted.changes).toMatchObject([{ kind: 'muted', by: 'ann', note: 'it flaps' }]);
    let step = advance(muted.tracked, { kind: 'shut' }, at(3));
    step = advance(step.tracked, seen, at(4));
    expect(step).toMatchObject({
      tracked: { state: 'open', mute: word },
      changes: [{ kind: 'reopened' }],
    });
    expect(isMuted(step.tracked, at(8))).toBe(true);
    expect(isMuted(step.tracked, at(9))).toBe(false);
    const unclear = advance(step.tracked, { kind: 'unseen' }, at(9));
    expect(unclear.changes).toEqual([]);
    const over = advance(unclear.tracked, seen, at(10));
    expect(over).toMatchObject({ tracked: { mute: null }, changes: [{ kind: 'mute-ended' }] });
    expect(advance(over.tracked, seen, at(11)).changes).toEqual([]);
    const shutMeanwhile = advance(step.tracked, { kind: 'gone' }, at(10));
    expect(shutMeanwhile).toMatchObject({
      tracked: { mute: null },
      changes: [{ kind: 'resolved' }],
    });
    expect(unmute(muted.tracked, 'bea', at(3))).toMatchObject({
      tracked: { mute: null },
      changes: [{ kind: 'mute-ended', by: 'bea' }],
    });
  });

  it('is somebody’s', () => {
    const { tracked } = opened(finding, at(1), null);
    const step = assign(tracked, 'team blue', 'ann', at(2));
    expect(step.tracked.owner).toBe('team blue');
    expect(step.changes[0]).toMatchObject({ kind: 'assigned', by: 'ann' });
  });

  it('keeps its windows when its asset goes by another name', () => {
    const { tracked } = opened(finding, at(1), null);
    const renamed = { ...finding, id: 'nl-2', asset: 'elasticsearch:abc' };
    const step = moved(tracked, renamed, at(2));
    expect(step.tracked.finding.id).toBe('nl-2');
    expect(step.tracked.windows).toMatchObject([{ firstOpen: at(1), lastOpen: at(2) }]);
    expect(step.changes[0]).toMatchObject({ kind: 'moved', finding: 'nl-2' });
  });
});
