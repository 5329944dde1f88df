/**
 * Writes what a run found into the store, in one transaction: every known finding of the entry takes its next step,
 * and what changed is written down with it, so that telling of it can never be lost.
 */
import { advance, isOpen, moved, opened, type Step } from '../findings/lifecycle.ts';
import type { Finding } from '../model/finding.ts';
import type { Observation } from '../model/observation.ts';
import type { Coverage, RunFacts } from '../model/run.ts';
import { Vantage } from '../model/vantage.ts';
import type { Change } from '../model/tracked.ts';
import { batchesOf } from '../store/batches.ts';
import type { KeptFinding } from '../store/findings.ts';
import type { Session, Store } from '../store/store.ts';
import { sightOf, type RunSights } from './sight.ts';

export interface EndedRun {
  /** The scope entry that it was for. */
  readonly entry: string;
  readonly run: RunFacts;
  readonly coverage: Coverage;
  readonly observations: Iterable<Observation>;
  /** They are in the store already: they were written while the run saw them. */
  readonly areKept?: boolean;
  readonly findings: Iterable<Finding>;
  readonly sights: RunSights;
  /** What is told within the same transaction. */
  readonly tell?: (session: Session, changes: readonly Change[]) => Promise<void>;
}

export async function recordRun(store: Store, ended: EndedRun): Promise<readonly Change[]> {
  return store.transaction(async (session) => {
    const found = await reported(session, ended);
    const ids = new Set(found.map(({ tracked }) => tracked.finding.id));
    const steps = [...found, ...(await unreported(session, ended, ids))];
    const changes = steps.flatMap((step) => step.changes);
    const all = steps.map(({ tracked }) => tracked);
    await session.findings.putAll(all, ended.entry, ended.run.finished);
    await session.changes.add(changes, ended.run.id);
    await recordSeen(session, ended);
    await session.runs.end(ended.run, ended.coverage);
    await ended.tell?.(session, changes);
    return changes;
  });
}

/** They lie in a spool on the disk: it is walked once. */
async function recordSeen(
  session: Session,
  { entry, run, observations, areKept = false }: EndedRun,
): Promise<void> {
  const vantage = Vantage.safeParse(run.vantage).data;
  let kept = 0;
  for (const batch of batchesOf(observations)) {
    if (!areKept) await session.observations.add(run.id, batch, kept);
    kept += batch.length;
    await session.assets.seen(entry, batch);
    await session.dataMap.seen(batch, vantage);
  }
}

async function reported(session: Session, { findings, run, sights }: EndedRun): Promise<Step[]> {
  const steps: Step[] = [];
  for (const batch of batchesOf(findings)) {
    const known = await session.findings.byIds(batch.map(({ id }) => id));
    const news = batch.filter(({ id }) => !known.has(id));
    const there = await session.findings.atAddresses(news.map(({ where }) => where.address));
    const seen = await session.assets.lastSeen(news.map(({ asset }) => asset));
    for (const finding of batch) {
      const before = known.get(finding.id);
      const other = before ? undefined : underAnotherName(there, finding, sights);
      if (before) steps.push(advance(before, { kind: 'open', finding }, run.finished));
      else if (other) {
        steps.push(moved(other, finding, run.finished));
        await rename(session, other, finding, run.finished);
      } else steps.push(opened(finding, run.finished, seen.get(finding.asset) ?? null));
    }
  }
  return steps;
}

/** The same rule at the same endpoint, under an asset that this run did not see: the server told its own id since. */
function underAnotherName(
  there: readonly KeptFinding[],
  { rule, where, asset }: Finding,
  sights: RunSights,
): KeptFinding | undefined {
  return there.find((known) => {
    const { finding } = known;
    if (finding.where.address !== where.address || finding.where.port !== where.port) return false;
    if (finding.rule !== rule || finding.asset === asset || !isOpen(known)) return false;
    const reached = sights.reached(known);
    return reached?.kind === 'observed' && reached.observation.asset === asset;
  });
}

async function rename(
  session: Session,
  { finding: was }: KeptFinding,
  is: Finding,
  at: string,
): Promise<void> {
  await session.findings.remove(was.id);
  await session.assets.link({ was: was.asset, is: is.asset, kind: 'moved', at });
}

async function unreported(
  session: Session,
  { entry, run, sights }: EndedRun,
  reportedIds: ReadonlySet<string>,
): Promise<Step[]> {
  const steps: Step[] = [];
  for await (const known of session.findings.ofEntry(entry)) {
    if (reportedIds.has(known.finding.id)) continue;
    steps.push(advance(known, sightOf(known, sights), run.finished));
  }
  return steps;
}
