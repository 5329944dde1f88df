/** The life of a finding, look by look. Pure: what a look saw goes in, the finding's new state and what changed come out. */
import type { Finding } from '../model/finding.ts';
import type {
  Acceptance,
  Change,
  ChangeKind,
  ExposureWindow,
  Mute,
  Tracked,
} from '../model/tracked.ts';

/**
 * What one look can say of a finding. `shut`: the asset was looked at and the rule passed. `gone`: nothing is there
 * any more, and the look would have seen it (a control on the same host or network answered). `unseen`: it could not
 * tell, which changes nothing.
 */
export type Sight =
  | { readonly kind: 'open'; readonly finding: Finding }
  | { readonly kind: 'shut' | 'gone' | 'unseen' };

export interface Step {
  readonly tracked: Tracked;
  readonly changes: readonly Change[];
}

/** A finding that nobody knew. `lastShutBefore`: the last look at the asset that did not find it. */
export function opened(finding: Finding, at: string, lastShutBefore: string | null): Step {
  const tracked: Tracked = {
    finding,
    state: 'open',
    owner: null,
    acceptance: null,
    mute: null,
    reopened: 0,
    windows: [windowFrom(at, lastShutBefore)],
    lastTold: at,
    untold: 0,
  };
  return { tracked, changes: [change('opened', tracked, at)] };
}

function windowFrom(at: string, lastShutBefore: string | null): ExposureWindow {
  return { lastShutBefore, firstOpen: at, lastOpen: at, firstShut: null, ended: null };
}

/** What a look at `at` makes of a finding that is known. */
export function advance(before: Tracked, sight: Sight, at: string): Step {
  switch (sight.kind) {
    case 'unseen':
      return { tracked: { ...before, untold: before.untold + 1 }, changes: [] };
    case 'open':
      return isOpen(before)
        ? stillOpen(before, sight.finding, at)
        : again(before, sight.finding, at);
    case 'shut':
    case 'gone':
      return isOpen(before) ? shut(before, sight.kind, at) : stillShut(before, at);
  }
}

export function isOpen({ state }: Tracked): boolean {
  return state === 'open' || state === 'accepted';
}

/** Nobody wants to hear of it now. */
export function isMuted({ mute: word }: Pick<Tracked, 'mute'>, at: string): boolean {
  return word !== null && at < word.until;
}

function stillOpen(before: Tracked, finding: Finding, at: string): Step {
  const expired = before.acceptance !== null && before.acceptance.until <= at;
  const tracked: Tracked = {
    ...before,
    ...told(before, at),
    finding,
    state: expired ? 'open' : before.state,
    acceptance: expired ? null : before.acceptance,
    windows: withLast(before, { lastOpen: at }),
  };
  const isSpoken = before.mute !== null && tracked.mute === null;
  const changes = [
    ...(expired ? [change('acceptance-ended', tracked, at)] : []),
    ...(isSpoken && before.state === 'open' ? [change('mute-ended', tracked, at)] : []),
    ...(finding.severity === before.finding.severity
      ? []
      : [change('severity-changed', tracked, at, before)]),
  ];
  return { tracked, changes };
}

function again(before: Tracked, finding: Finding, at: string): Step {
  const tracked: Tracked = {
    ...before,
    ...told(before, at),
    finding,
    state: 'open',
    acceptance: null,
    reopened: before.reopened + 1,
    windows: [...before.windows, windowFrom(at, before.lastTold)],
  };
  return { tracked, changes: [change('reopened', tracked, at, before)] };
}

function shut(before: Tracked, how: 'shut' | 'gone', at: string): Step {
  const tracked: Tracked = {
    ...before,
    ...told(before, at),
    state: 'resolved',
    acceptance: null,
    windows: withLast(before, { firstShut: at, ended: how }),
  };
  return { tracked, changes: [change('resolved', tracked, at)] };
}

function stillShut(before: Tracked, at: string): Step {
  const tracked: Tracked = { ...before, ...told(before, at), state: 'verified' };
  const changes = before.state === 'resolved' ? [change('verified', tracked, at)] : [];
  return { tracked, changes };
}

/** Somebody answers for it until a day. Only what is open can be accepted. */
export function accept(before: Tracked, acceptance: Acceptance): Step {
  const tracked: Tracked = { ...before, state: 'accepted', acceptance };
  const { by, reason, at } = acceptance;
  return { tracked, changes: [{ ...change('accepted', tracked, at), by, note: reason }] };
}

/** Whoever answered for it does so no longer. */
export function withdraw(before: Tracked, by: string, at: string): Step {
  const tracked: Tracked = { ...before, state: 'open', acceptance: null };
  const note = 'Nobody answers for it any more.';
  return { tracked, changes: [{ ...change('acceptance-ended', tracked, at), by, note }] };
}

/** Nobody is told of it until then. Whatever its state: a door that flaps is shut half of the time. */
export function mute(before: Tracked, word: Mute): Step {
  const tracked: Tracked = { ...before, mute: word };
  const { by, reason, at } = word;
  return { tracked, changes: [{ ...change('muted', tracked, at), by, note: reason }] };
}

export function unmute(before: Tracked, by: string, at: string): Step {
  const tracked: Tracked = { ...before, mute: null };
  const note = 'Whoever is told of such findings is told of it again.';
  return { tracked, changes: [{ ...change('mute-ended', tracked, at), by, note }] };
}

export function assign(before: Tracked, owner: string | null, by: string, at: string): Step {
  const tracked = { ...before, owner };
  return { tracked, changes: [{ ...change('assigned', tracked, at), by }] };
}

/** The same door under another identity of its asset: its life goes on. */
export function moved(before: Tracked, finding: Finding, at: string): Step {
  const step = advance(
    { ...before, finding: { ...before.finding, id: finding.id } },
    open(finding),
    at,
  );
  return { ...step, changes: [change('moved', step.tracked, at), ...step.changes] };
}

function open(finding: Finding): Sight {
  return { kind: 'open', finding };
}

/** What a look that could tell changes of any finding. */
function told(before: Tracked, at: string): Pick<Tracked, 'lastTold' | 'untold' | 'mute'> {
  return { lastTold: at, untold: 0, mute: isMuted(before, at) ? before.mute : null };
}

function withLast({ windows }: Tracked, news: Partial<ExposureWindow>): ExposureWindow[] {
  return windows.map((each, index) => (index === windows.length - 1 ? { ...each, ...news } : each));
}

const NOTES: Readonly<Record<ChangeKind, string>> = {
  opened: 'A look found it open.',
  reopened: 'It was shut, and a look found it open again.',
  'severity-changed': 'It is open as before, and weighs differently.',
  accepted: 'Somebody answers for it until a day.',
  'acceptance-ended': 'The day until which it was accepted has passed, and it is open.',
  muted: 'Nobody is told of it for a while.',
  'mute-ended': 'The time for which it was muted has passed, and it is open.',
  resolved: 'A look that could see it did not find it any more.',
  verified: 'A second look found it shut.',
  assigned: 'Somebody else answers for it.',
  moved: 'Its asset goes by another name now.',
};

function change(kind: ChangeKind, { finding }: Tracked, at: string, before?: Tracked): Change {
  return {
    kind,
    finding: finding.id,
    at,
    severity: finding.severity,
    before: before ? before.finding.severity : null,
    by: null,
    note: NOTES[kind],
  };
}
