/** One look of `serve` at one entry: the same audit as from the command line, recorded in the store. */
import type { Known } from '../audit/carry.ts';
import { Memory } from '../audit/memory.ts';
import { runAudit, textOf } from '../audit/run.ts';
import { Tally } from '../audit/tally.ts';
import { bindingOf } from '../discover/listener-poll.ts';
import type { Finding } from '../model/finding.ts';
import type { Observation } from '../model/observation.ts';
import type { Candidate } from '../model/target.ts';
import type { WatchEntry } from '../model/watch-config.ts';
import { verdictOf } from '../rules/judge.ts';
import type { EndedRun } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import { tellOf } from '../watch/alerts/tell.ts';
import { tellTrouble } from '../watch/alerts/watch-trouble.ts';
import { fellFrom } from '../watch/coverage.ts';
import { ObservationLog } from '../watch/observation-log.ts';
import { recordRun } from '../watch/record-run.ts';
import { RunMemory } from '../watch/run-memory.ts';
import type { UnderWay } from '../watch/under-way.ts';
import type { LookAtEntry, LookOrder } from '../watch/watcher.ts';
import { stateFolder } from './state-folder.ts';
import type { AuditOptions } from './audit-options.ts';
import { planOf } from './audit-plan.ts';
import { readWanted } from './audit-scope.ts';
import { VERSION } from './version.ts';

/** The word of an entry that stands for this machine's own listeners. */
const THIS_HOST = 'this-host';

export function lookWith(store: Store, options: AuditOptions, underWay: UnderWay): LookAtEntry {
  return async (entry, order) => {
    const { run, signal, depth, resumes } = order;
    const wanted = await readWanted(wordsOf(entry), optionsOf(entry, options), new Date());
    if (order.only && !wanted.listeners.some((each) => order.only?.has(bindingOf(each)))) return;
    const before = await store.runs.lastWhole(entry.name);
    const knownBefore = depth === 'light' ? await lastSeen(store, before) : undefined;
    const earlier = resumes ? await observationsOf(store, run) : [];
    const memory = new RunMemory(await knownFindings(store, entry.name));
    for (const observation of earlier) memory.observed(observation);
    const manners = new Memory(stateFolder(), () => new Date());
    const tally = new Tally();
    tally.blindSpots.push(...wanted.blindSpots);
    const { policy } = options.config;
    const started = new Date().toISOString();
    const vantage = options.vantage ?? 'by-address';
    const begun = { id: run, entry: entry.name, vantage, version: VERSION, started };
    if (!resumes) await store.runs.begin(begun, depth);
    const log = new ObservationLog(store, run, earlier.length);
    using _ = underWay.begin({
      entry: entry.name,
      run,
      started,
      total: order.only ? null : wanted.endpoints || null,
      tally,
    });
    const plan = planOf(wanted, options, {
      id: run,
      tally,
      memory: manners,
      signal,
      earlier,
      ...(knownBefore && { known: (candidate) => knownBefore.get(textOf(candidate)) }),
      onObservation: (observation) => {
        memory.observed(observation);
        log.add(observation);
      },
      onNotThere: (candidate, fault) => memory.notThere(candidate, fault),
    });
    using result = await runAudit({ ...plan, candidates: narrowed(plan.candidates, order) });
    manners.save();
    await log.close();
    const { view } = result;
    await recordRun(store, {
      entry: entry.name,
      ...view,
      areKept: true,
      sights: {
        reached: (tracked) => memory.reached(tracked),
        answeredNear: (address) => memory.answeredNear(address),
        // A run that was stopped did not get to everything, and one at news was not to.
        listedListeners: isOfThisHost(entry) && !signal.aborted && depth !== 'news',
        verdictOf: (rule, observation, beside) =>
          verdictOf(rule, observation, beside, { policy, asOf: new Date() }),
      },
      tell: async (session, changes) => {
        const { receivers } = options.config;
        const { name, owner, maintenance } = entry;
        await tellOf(session, changes, receivers, { entry: name, run, owner, maintenance });
        if (signal.aborted || depth === 'news') return;
        const fell = fellFrom(before?.coverage, view.coverage);
        if (fell)
          await tellTrouble(
            session,
            receivers,
            { kind: 'coverage-fell', entry: name, run, ...fell },
            new Date(),
            maintenance,
          );
      },
    });
  };
}

export function isOfThisHost({ targets = [] }: WatchEntry): boolean {
  return targets.includes(THIS_HOST);
}

function wordsOf({ targets = [] }: WatchEntry): string[] {
  return targets.filter((target) => target !== THIS_HOST);
}

/** This machine's listeners are what a run asks that is told of no target at all. */
function optionsOf(entry: WatchEntry, options: AuditOptions): AuditOptions {
  if (!isOfThisHost(entry)) return options;
  return { ...options, config: { ...options.config, targets: [], scope: [] } };
}

/** Of a look at news: those alone. */
async function* narrowed(
  batches: AsyncIterable<readonly Candidate[]>,
  { only }: LookOrder,
): AsyncGenerator<readonly Candidate[]> {
  for await (const batch of batches) {
    if (!only) yield batch;
    else
      yield batch.filter(
        ({ listener, port }) =>
          listener !== undefined && only.has(bindingOf({ boundTo: listener.boundTo, port })),
      );
  }
}

async function knownFindings(store: Store, entry: string): Promise<Finding[]> {
  const known: Finding[] = [];
  for await (const { finding } of store.findings.ofEntry(entry)) known.push(finding);
  return known;
}

async function observationsOf(store: Store, run: string): Promise<Observation[]> {
  const all: Observation[] = [];
  for await (const each of store.observations.eachOf(run)) all.push(each);
  return all;
}

/** By endpoint, what the last look at the whole entry saw; a light one took over what it did not ask. */
async function lastSeen(
  store: Store,
  last: EndedRun | undefined,
): Promise<ReadonlyMap<string, Known>> {
  const seen = new Map<string, Known>();
  if (!last) return seen;
  for await (const observation of store.observations.eachOf(last.id)) {
    const { product, version, access, grants, tls, inventory, atRest } = observation;
    seen.set(textOf(observation.endpoint), {
      product,
      version,
      access,
      grants,
      tls,
      ...(inventory && { inventory }),
      ...(atRest && { atRest }),
    });
  }
  return seen;
}
