import { z } from 'zod';
import { Finding, Severity } from './finding.ts';

/**
 * A finding over time. `open`: a look saw it. `accepted`: open, and somebody answers for it until a day. `resolved`: a
 * look that could see it did not find it any more. `verified`: a second such look says the same. What comes back is
 * `open` again, with `reopened` counted up.
 */
export const FindingState = z.enum(['open', 'accepted', 'resolved', 'verified']);
export type FindingState = z.infer<typeof FindingState>;

/** How a window ended: the door answered and was shut, or what stood there is gone. */
export const Ending = z.enum(['shut', 'gone']);
export type Ending = z.infer<typeof Ending>;

/** From when to when it was open, as far as looks can tell. All times ISO 8601, UTC. */
export const ExposureWindow = z.object({
  /** The last look before that saw it shut; `null` where none did. It opened after this. */
  lastShutBefore: z.string().nullable(),
  firstOpen: z.string(),
  lastOpen: z.string(),
  /** The first look after it that saw it shut; `null` while it is open. */
  firstShut: z.string().nullable(),
  ended: Ending.nullable(),
});
export type ExposureWindow = z.infer<typeof ExposureWindow>;

/** What a person said, and until when it counts; ISO 8601, UTC. */
const Word = z.object({ by: z.string(), reason: z.string(), until: z.string(), at: z.string() });

/** From `until` on it is open again. */
export const Acceptance = Word;
export type Acceptance = z.infer<typeof Acceptance>;

/** Nobody is told of it before `until`. It is shown as ever, and looked at as ever. */
export const Mute = Word;
export type Mute = z.infer<typeof Mute>;

export const Tracked = z.object({
  finding: Finding,
  state: FindingState,
  /** Who answers for it. */
  owner: z.string().nullable(),
  acceptance: Acceptance.nullable(),
  mute: Mute.nullable().default(null),
  reopened: z.int(),
  /** Oldest first; the last one is the one that counts now. */
  windows: z.array(ExposureWindow),
  /** The last look that could tell, whatever it said. */
  lastTold: z.string(),
  /** Looks since then that could not. */
  untold: z.int(),
});
export type Tracked = z.infer<typeof Tracked>;

export const ChangeKind = z.enum([
  'opened',
  'reopened',
  'severity-changed',
  'accepted',
  'acceptance-ended',
  'muted',
  'mute-ended',
  'resolved',
  'verified',
  'assigned',
  'moved',
]);
export type ChangeKind = z.infer<typeof ChangeKind>;

/** One change in the life of a finding; what alerts are made of. */
export const Change = z.object({
  kind: ChangeKind,
  finding: z.string(),
  at: z.string(),
  /** Severity after the change, and before it where that is another. */
  severity: Severity,
  before: Severity.nullable(),
  /** A person, or `null` for a run. */
  by: z.string().nullable(),
  /** In one sentence of ours, or what the person wrote. */
  note: z.string(),
});
export type Change = z.infer<typeof Change>;
