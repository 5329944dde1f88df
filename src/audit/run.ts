/**
 * The pipeline: candidates in, observations and findings out, with progress and cancellation.
 * It prints nothing; whoever starts it is told through hooks.
 */
import type { NetworkObservation, Observation } from '../model/observation.ts';
import type { RunView } from '../model/run.ts';
import type { Candidate } from '../model/target.ts';
import type { Vantage } from '../model/vantage.ts';
import type { Circumstances } from '../rules/judge.ts';
import type { WireFault } from '../protocols/line.ts';
import type { Session } from '../wire/session.ts';
import { examine, type Counted, type Examination } from './examine.ts';
import { Judging } from './judging.ts';
import { MOST_UNFINISHED, type Memory } from './memory.ts';
import { Neighbourhood } from './neighbourhood.ts';
import { runPool } from './pool.ts';
import { better, mayDiffer, unfinishedOf } from './second-look.ts';
import type { Tally } from './tally.ts';

export interface AuditPlan {
  readonly id: string;
  readonly version: string;
  readonly candidates: AsyncIterable<readonly Candidate[]>;
  readonly examination: Examination;
  readonly circumstances: Circumstances;
  /** As configured; without one, addresses decide. */
  readonly vantage: Vantage | undefined;
  /** Endpoints under way together. */
  readonly most: number;
  readonly signal: AbortSignal;
  readonly tally: Tally;
  readonly memory: Memory;
  /** Ask the known second ports of what was found, where the target named ports of its own. */
  readonly neighbours: boolean;
  /** Told of each endpoint that let nobody in. */
  readonly onNotThere?: (candidate: Candidate, fault: WireFault) => void;
  readonly onObservation?: (observation: Observation) => void;
  /** What this run saw before it was killed: taken up, and not asked again. */
  readonly earlier?: Iterable<Observation>;
}

export interface AuditResult extends Disposable {
  readonly view: RunView;
  readonly tally: Tally;
  readonly severities: ReadonlySet<string>;
}

/** Looks that ended on a time-out or a reset are made once more at the end, few at a time. */
const AGAIN_TOGETHER = 8;
const MOST_AGAIN = 2000;
/** With fewer connections left of the endpoint's budget, a second look would learn less than the first. */
const LEAST_AGAIN = 3;

export async function runAudit(plan: AuditPlan): Promise<AuditResult> {
  const { tally, signal, examination } = plan;
  const started = examination.now();
  const judging = new Judging(plan.circumstances, plan.vantage, tally);
  const running = new Set<Session>();
  const again: Candidate[] = [];
  const earlier = new Map<Candidate, Counted>();
  const near = new Neighbourhood(plan.neighbours);
  const stop = (): void => {
    for (const session of running) session.abort();
  };
  signal.addEventListener('abort', stop);
  const seen = new Set<string>();
  for (const observation of plan.earlier ?? []) {
    seen.add(textOf(observation.endpoint));
    tally.endpoints += 1;
    judging.take(observation);
  }

  const look = async (candidate: Candidate, last: boolean): Promise<void> => {
    if (seen.has(textOf(candidate))) return;
    if (plan.memory.unfinishedAt(textOf(candidate)) >= MOST_UNFINISHED) {
      tally.gaps.add(
        textOf(candidate),
        'asked often enough for a day: a server that counts unfinished handshakes would block us',
      );
      return;
    }
    const first = earlier.get(candidate);
    const counted = await examine(candidate, examination, running, first?.connections);
    tally.connections += counted.connections;
    tally.undeclared += counted.undeclared;
    if (signal.aborted) {
      tally.gaps.add(textOf(candidate), 'the run was stopped before it was looked at');
      return;
    }
    const examined = better(counted.examined, first?.examined);
    const unfinished = unfinishedOf(counted.examined);
    if (unfinished > 0) plan.memory.rememberUnfinished(textOf(candidate), unfinished);
    const room = counted.connections + LEAST_AGAIN <= examination.wire.limits.connections;
    if (!last && room && again.length < MOST_AGAIN && mayDiffer(examined)) {
      again.push(candidate);
      earlier.set(candidate, counted);
      return;
    }
    tally.endpoints += 1;
    if (examined.kind === 'not-there') {
      tally.notThere(textOf(candidate), examined.fault);
      plan.onNotThere?.(candidate, examined.fault.fault);
      return;
    }
    if (isRootOnly(examined.observation)) tally.rootsOnly += 1;
    near.add(candidate, examined.observation);
    const kept = judging.take(examined.observation);
    plan.onObservation?.(kept);
  };

  await runPool(plan.candidates, (candidate) => look(candidate, false), {
    most: plan.most,
    signal,
  });
  await runPool(once(again), (candidate) => look(candidate, true), {
    most: AGAIN_TOGETHER,
    busy: AGAIN_TOGETHER,
    signal,
  });
  await runPool(once(near.take()), (candidate) => look(candidate, true), {
    most: plan.most,
    signal,
  });
  signal.removeEventListener('abort', stop);
  judging.finish();

  const view: RunView = {
    run: {
      id: plan.id,
      version: plan.version,
      started: started.toISOString(),
      finished: examination.now().toISOString(),
      vantage: plan.vantage ?? 'by-address',
      interrupted: signal.aborted,
    },
    scope: { refused: tally.outOfScope.list() },
    coverage: tally.coverage(),
    observations: judging.observations,
    findings: judging.findings,
    findingCount: judging.count,
  };
  return {
    view,
    tally,
    severities: judging.severities(),
    [Symbol.dispose]: () => judging[Symbol.dispose](),
  };
}

/** A web page that anyone may read, and nothing beside its root was asked for. */
function isRootOnly({ product, access, web }: NetworkObservation): boolean {
  return product === 'http' && web === undefined && ['identified', 'partial'].includes(access);
}

type Named = Pick<Candidate, 'address' | 'port'> & { readonly host?: string | undefined };

export function textOf({ address, port, host }: Named): string {
  const shown = address.includes(':') ? `[${address}]` : address;
  return host === undefined ? `${shown}:${port}` : `${host}:${port} (${address})`;
}

async function* once(items: readonly Candidate[]): AsyncGenerator<readonly Candidate[]> {
  yield items;
}
