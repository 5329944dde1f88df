/** From what the store keeps of a case to what the API answers. */
import type { z } from 'zod';
import { eventsOf } from '../incident/case/case.ts';
import { eventLine } from '../incident/case/tell.ts';
import { recordIn, type ReadCase } from '../incident/desk/desk.ts';
import { nextOf, planState } from '../incident/desk/steps.ts';
import { incidentScore } from '../incident/score.ts';
import { Level, type Ledger, type Visit } from '../model/ledger.ts';
import { noticeOf, type IncidentView } from '../report/incident-view.ts';
import type { KeptCase } from '../store/cases.ts';
import { CaseShape, type CaseDetail, type PlanShape } from './case-shapes.ts';

export function caseShape(kept: KeptCase): z.infer<typeof CaseShape> {
  const { id, asset, opened, opened_by: openedBy, updated } = kept;
  const { visits, ledger, fault } = recordIn(kept);
  return {
    id,
    asset,
    opened,
    openedBy,
    updated,
    visits,
    fault,
    next: CaseShape.shape.next.parse(kept.next),
    people: ledger?.people ?? null,
    noticeUntil: noticeOf(new Date(opened)).until.toISOString(),
  };
}

const ledgerWith = (found: ReadCase, visits: readonly Visit[]): Ledger | undefined =>
  found.record.ledger ? { ...found.record.ledger, visits: [...visits] } : undefined;

/** As the journal began with it; who proved since then that it is shut, ended it. */
function windowOf({ entries, steps }: ReadCase): z.infer<typeof CaseDetail>['window'] {
  const window = eventsOf(entries, 'opened')[0]?.window ?? null;
  const [contain, verify] = (['contain', 'verify'] as const).map((name) =>
    steps.find(({ step }) => step === name),
  );
  if (window?.firstShut !== null || verify?.done !== true) return window;
  const shut = entries.find(
    ({ at, event }) =>
      event.kind === 'verified' && event.newConnections.held === true && at >= (contain?.at ?? ''),
  );
  return shut ? { ...window, firstShut: shut.at, ended: 'shut' } : window;
}

export function caseDetail(found: ReadCase, now: Date): z.infer<typeof CaseDetail> {
  const { kept, record, entries, steps, here } = found;
  const [opened] = eventsOf(entries, 'opened');
  const { looked, found: seen } = eventsOf(entries, 'indicators').at(-1) ?? {};
  const snapshots = entries.flatMap(({ at, event }) =>
    event.kind === 'snapshot' ? [{ at, ...event }] : [],
  );
  const verified = entries.flatMap(({ at, event }) =>
    event.kind === 'verified' ? [{ at, ...event }] : [],
  );
  return {
    ...caseShape(kept),
    folder: kept.folder,
    here,
    head: record.head,
    ledger: record.ledger,
    strangers: Level.options.toReversed().flatMap((level) => {
      const visits = record.strangers[level] ?? 0;
      return visits > 0 ? [{ level, visits }] : [];
    }),
    snapshots,
    verified: verified.at(-1) ?? null,
    next: nextOf(steps),
    steps: [...steps],
    findings: opened?.findings ?? [],
    window: windowOf(found),
    // Its notable visits are all that a score rests on.
    score: incidentScore(entries, ledgerWith(found, record.notable), now) ?? null,
    indicators: looked && seen ? { looked, found: seen } : null,
  };
}

export function plansOf({ record, entries }: ReadCase): z.infer<typeof PlanShape>[] {
  return record.plans.map((plan) => ({
    ...plan,
    state: planState(entries, plan),
    approvals: entries.flatMap(({ at, event }) =>
      event.kind === 'approved' && event.plan === plan.id ? [{ at, ...event }] : [],
    ),
  }));
}

/** What the report is made of: with all visits, or with the notable ones where no table of them is asked for. */
export function viewOf(found: ReadCase, visits: readonly Visit[], made: Date): IncidentView {
  const { entries, record } = found;
  const ledger = ledgerWith(found, visits);
  const score = incidentScore(entries, ledger, made);
  return { entries, head: record.head, ledger, score, tell: eventLine, made };
}
