/** An incident, as its journal tells it: every entry is one thing that was found, done or decided. */
import { z } from 'zod';
import { Finding } from './finding.ts';
import { ExposureWindow } from './tracked.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A sign that somebody was at work, what shows it, and how it would come about innocently. */
export const Indicator = z.object({
  id: z.string(),
  product: z.string(),
  kind: z.enum([
    'ransom-note',
    'rogue-replication',
    'planted-file',
    'added-superuser',
    'foreign-function',
    'outbound-function',
    'wiped-record',
  ]),
  title: z.string(),
  /** Cleaned words of the server, and never a value of the owner's data. */
  evidence: z.array(z.string()),
  innocent: z.string(),
  at: z.iso.datetime(),
});
export type Indicator = z.infer<typeof Indicator>;

/** Something that could not be had, and what that costs. */
export const Missing = z.object({ what: z.string(), why: z.string(), cost: z.string() });
export type Missing = z.infer<typeof Missing>;

export const Verdict = z.object({ held: z.boolean().nullable(), evidence: z.array(z.string()) });

/** What the journal can hold; `by` is the person who answers for it. */
export const CaseEvent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('opened'),
    case: z.string(),
    asset: z.string(),
    findings: z.array(Finding),
    window: ExposureWindow.nullable(),
    /** Ed25519, SubjectPublicKeyInfo in hex: with it the case and its snapshots are checked. */
    key: z.string(),
    version: z.string(),
    /** Absent where nobody was named. */
    by: z.string().optional(),
  }),
  z.object({
    kind: z.literal('snapshot'),
    folder: z.string(),
    manifest: Sha256,
    artefacts: z.int(),
    complete: z.boolean(),
    missing: z.array(Missing),
  }),
  z.object({ kind: z.literal('ledger'), file: z.string(), sha256: Sha256 }),
  z.object({
    kind: z.literal('indicators'),
    looked: z.array(z.string()),
    found: z.array(Indicator),
  }),
  z.object({ kind: z.literal('planned'), plan: z.string(), title: z.string(), body: Sha256 }),
  z.object({
    kind: z.literal('approved'),
    plan: z.string(),
    by: z.string(),
    /** Why it went ahead before the snapshot, where it did. */
    withoutSnapshot: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('step'),
    plan: z.string(),
    step: z.string(),
    state: z.enum(['saving', 'doing', 'done', 'undoing', 'undone', 'failed']),
    says: z.string(),
  }),
  z.object({
    kind: z.literal('verified'),
    vantage: z.string(),
    /** Which plan's door it was, and what called for the look: a person, a restart of the store, or a day that went by. */
    plan: z.string().optional(),
    why: z.enum(['asked', 'restart', 'day']).optional(),
    /** Which process of the host it was, where that was seen: another one later means a restart. */
    process: z.string().optional(),
    /** No new connection gets in, and no old session lives on: measured apart. */
    newConnections: Verdict,
    oldSessions: Verdict,
  }),
  z.object({ kind: z.literal('filled'), field: z.string(), value: z.string(), by: z.string() }),
]);
export type CaseEvent = z.infer<typeof CaseEvent>;

/** One line of the journal; `before` is the SHA-256 of the line above it. */
export const CaseEntry = z.object({
  seq: z.int().nonnegative(),
  at: z.iso.datetime(),
  before: Sha256,
  event: CaseEvent,
});
export type CaseEntry = z.infer<typeof CaseEntry>;

/** I = 100 · magnitude · evidence, with each factor and its source. */
export const IncidentScore = z.object({
  scheme: z.literal('nightlatch-score/1'),
  value: z.number(),
  magnitude: z.object({ word: z.string(), weight: z.number() }),
  evidence: z.object({ word: z.string(), weight: z.number() }),
  /** Hours that it was open, the share of them that some source covers, and the chance that somebody came unseen. */
  hours: z.number(),
  covered: z.number(),
  chance: z.number(),
});
export type IncidentScore = z.infer<typeof IncidentScore>;
