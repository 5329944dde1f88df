/**
 * A run that was made elsewhere and handed in. Its observations are judged here again: a finding's words are ours and
 * never those of whoever hands it in.
 */
import { toFindings, type Failure } from '../findings/find.ts';
import type { Policy } from '../model/config.ts';
import type { Observation } from '../model/observation.ts';
import type { RunDocument } from '../model/run.ts';
import { Vantage } from '../model/vantage.ts';
import type { Receiver } from '../model/watch-config.ts';
import { adviceFor, judgeAll, verdictOf, type Circumstances } from '../rules/judge.ts';
import type { Store } from '../store/store.ts';
import { tellOf } from './alerts/tell.ts';
import { recordRun } from './record-run.ts';
import { RunMemory } from './run-memory.ts';

/** It cannot be taken as it is, in a sentence for whoever handed it in. */
export class SubmittedError extends Error {
  override readonly name = 'SubmittedError';
}

export interface SubmittedTo {
  /** Kept apart from the entries that this program looks at itself. */
  readonly entry: string;
  readonly policy: Policy;
  readonly receivers: readonly Receiver[];
  readonly now: Date;
}

export interface Recorded {
  readonly observations: number;
  readonly findings: number;
  readonly changes: number;
}

/** Clocks of two machines differ; by more than this one of them is wrong. */
const MOST_AHEAD = 5 * 60_000;

export async function recordSubmitted(
  store: Store,
  { run, coverage, observations }: RunDocument,
  { entry, policy, receivers, now }: SubmittedTo,
): Promise<Recorded> {
  await checkTimes(store, run, entry, now);
  const vantage = Vantage.safeParse(run.vantage).data;
  const circumstances = { policy, asOf: new Date(run.finished), vantage };
  const known = [];
  for await (const { finding } of store.findings.ofEntry(entry)) known.push(finding);
  const memory = new RunMemory(known);
  for (const observation of observations) memory.observed(observation);
  const findings = toFindings(failuresOf(observations, circumstances), { vantage });
  await store.runs.begin({ ...run, entry });
  const changes = await recordRun(store, {
    entry,
    run,
    coverage,
    observations,
    findings,
    sights: {
      reached: (tracked) => memory.reached(tracked),
      answeredNear: (address) => memory.answeredNear(address),
      // Whether its listeners were listed whole is not in the document.
      listedListeners: false,
      verdictOf: (rule, seen, beside) => verdictOf(rule, seen, beside, circumstances),
    },
    tell: (session, told) =>
      tellOf(session, told, receivers, { entry, run: run.id, owner: undefined }),
  });
  return {
    observations: observations.length,
    findings: findings.length,
    changes: changes.length,
  };
}

/** Steps of a life come in the order of time, and each once. */
async function checkTimes(
  store: Store,
  { id, started, finished }: RunDocument['run'],
  entry: string,
  now: Date,
): Promise<void> {
  if (await store.runs.byId(id)) throw new SubmittedError('this run is recorded already');
  const times = [started, finished].map((time) => Date.parse(time));
  const isUtc = [started, finished].every((time) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(time));
  if (!isUtc || times.some((time) => Number.isNaN(time) || time > now.getTime() + MOST_AHEAD))
    throw new SubmittedError('its times are none, or are still to come: check that clock');
  const [last] = await store.runs.latest(1, { entry });
  if (last && last.started >= started)
    throw new SubmittedError('a run of this entry that began later is recorded already');
}

function* failuresOf(
  observations: readonly Observation[],
  circumstances: Circumstances,
): Generator<Failure> {
  for (const judgement of judgeAll(observations, circumstances)) {
    const { verdict } = judgement;
    if (verdict.outcome === 'fail') yield { ...judgement, verdict, ...adviceFor(judgement) };
  }
}
