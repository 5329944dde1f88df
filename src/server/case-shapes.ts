/** What the API answers of incidents. */
import { z } from 'zod';
import { CaseStep, STEPS } from '../incident/desk/steps.ts';
import { IncidentScore, Indicator, Missing, Verdict } from '../model/case.ts';
import { Finding } from '../model/finding.ts';
import { Ledger, Level } from '../model/ledger.ts';
import { ExposureWindow } from '../model/tracked.ts';
import { Plan } from '../incident/contain/plan.ts';

const Time = z.string();

export const CaseShape = z.object({
  id: z.string(),
  asset: z.string(),
  opened: Time,
  openedBy: z.string().nullable(),
  updated: Time,
  /** Of the fixed order. */
  next: z.enum(STEPS),
  visits: z.int(),
  people: Ledger.shape.people,
  /** When the 72 hours of Art. 33 GDPR end, counted from the opening of the case. */
  noticeUntil: Time,
  /** Why its folder is not believed any more; what stands here is from before. */
  fault: z.string().nullable(),
});

export const CaseDetail = CaseShape.extend({
  /** Where its evidence lies, on the host that has it. */
  folder: z.string(),
  /** Whether that is the host of this server: else it is read here and written there. */
  here: z.boolean(),
  findings: z.array(Finding),
  window: ExposureWindow.nullable(),
  steps: z.array(CaseStep),
  score: IncidentScore.nullable(),
  /** Visits of strangers, scanners among them, by how far they got. */
  strangers: z.array(z.object({ level: Level, visits: z.int() })),
  /** Without its visits, which come page by page. */
  ledger: Ledger.omit({ visits: true, schema: true }).nullable(),
  indicators: z.object({ looked: z.array(z.string()), found: z.array(Indicator) }).nullable(),
  snapshots: z.array(
    z.object({ at: Time, folder: z.string(), artefacts: z.int(), missing: z.array(Missing) }),
  ),
  /** The last look at whether it is shut; two verdicts, measured apart. */
  verified: z
    .object({ at: Time, vantage: z.string(), newConnections: Verdict, oldSessions: Verdict })
    .nullable(),
  /** SHA-256 of the journal's last line. */
  head: z.string(),
});

export const CaseEventShape = z.object({
  seq: z.int(),
  at: Time,
  kind: z.string(),
  says: z.string(),
});

export const CaseCoverage = z.object({
  /** Null where nobody said from when to when it was open, or no ledger is there. */
  coverage: Ledger.shape.coverage,
  sources: Ledger.shape.sources,
});

export const PlanShape = Plan.omit({ schema: true, case: true, recipe: true }).extend({
  state: z.enum(['planned', 'approved', 'under way', 'done', 'failed', 'undone']),
  approvals: z.array(
    z.object({ at: Time, by: z.string(), withoutSnapshot: z.string().nullable() }),
  ),
});

export const BlankShape = z.object({
  section: z.string(),
  field: z.string(),
  value: z.string().nullable(),
  by: z.string().nullable(),
});
