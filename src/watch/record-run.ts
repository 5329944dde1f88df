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
    const steps = [...(await reported(session, ended)), ...(await unreported(session, ended))];
    const changes = steps.flatMap((step) => step.changes);
    for (const { tracked } of steps) {
      await session.findings.put(tracked, ended.entry, ended.run.finished);
    }
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
  for (const finding of findings) {
    const known = await session.findings.byId(finding.id);
    if (known) {
      steps.push(advance(known, { kind: 'open', finding }, run.finished));
      continue;
    }
    const before = await underAnotherName(session, finding, sights);
    if (before) {
      steps.push(moved(before, finding, run.finished));
      await rename(session, before, finding, run.finished);
      continue;
    }
    const asset = await session.assets.byName(finding.asset);
    steps.push(opened(finding, run.finished, asset?.last_seen ?? null));
  }
  return steps;
}

/** The same rule at the same endpoint, under an asset that this run did not see: the server told its own id since. */
async function underAnotherName(
  session: Session,
  { rule, where, asset }: Finding,
  sights: RunSights,
): Promise<KeptFinding | undefined> {
  const there = await session.findings.atEndpoint(where.address, where.port);
  return there.find((known) => {
    const { finding } = known;
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
  { entry, run, findings, sights }: EndedRun,
): Promise<Step[]> {
  const reportedIds = new Set<string>();
  for (const { id } of findings) reportedIds.add(id);
  const steps: Step[] = [];
  for await (const known of session.findings.ofEntry(entry)) {
    if (reportedIds.has(known.finding.id)) continue;
    steps.push(advance(known, sightOf(known, sights), run.finished));
  }
  return steps;
}
