/** One look of `serve` at one entry: the same audit as from the command line, recorded in the store. */
import { Memory } from '../audit/memory.ts';
import { runAudit } from '../audit/run.ts';
import { Tally } from '../audit/tally.ts';
import type { Finding } from '../model/finding.ts';
import type { WatchEntry } from '../model/watch-config.ts';
import { verdictOf } from '../rules/judge.ts';
import type { Store } from '../store/store.ts';
import { tellOf } from '../watch/alerts/tell.ts';
import { recordRun } from '../watch/record-run.ts';
import { RunMemory } from '../watch/run-memory.ts';
import type { UnderWay } from '../watch/under-way.ts';
import type { LookAtEntry } from '../watch/watcher.ts';
import { stateFolder } from './audit.ts';
import type { AuditOptions } from './audit-options.ts';
import { planOf } from './audit-plan.ts';
import { readWanted } from './audit-scope.ts';
import { VERSION } from './version.ts';

/** The word of an entry that stands for this machine's own listeners. */
export const THIS_HOST = 'this-host';

export function lookWith(store: Store, options: AuditOptions, underWay: UnderWay): LookAtEntry {
  return async (entry, run, signal) => {
    const wanted = await readWanted(wordsOf(entry), optionsOf(entry, options), new Date());
    const known = await knownFindings(store, entry.name);
    const memory = new RunMemory(known);
    const manners = new Memory(stateFolder(), () => new Date());
    const tally = new Tally();
    tally.blindSpots.push(...wanted.blindSpots);
    const { policy } = options.config;
    const started = new Date().toISOString();
    const vantage = options.vantage ?? 'by-address';
    await store.runs.begin({ id: run, entry: entry.name, vantage, version: VERSION, started });
    const total = wanted.endpoints || null;
    using _ = underWay.begin({ entry: entry.name, run, started, total, tally });
    using result = await runAudit(
      planOf(wanted, options, {
        id: run,
        tally,
        memory: manners,
        signal,
        onObservation: (observation) => memory.observed(observation),
        onNotThere: (candidate, fault) => memory.notThere(candidate, fault),
      }),
    );
    manners.save();
    const { view } = result;
    await recordRun(store, {
      entry: entry.name,
      ...view,
      sights: {
        reached: (tracked) => memory.reached(tracked),
        answeredNear: (address) => memory.answeredNear(address),
        // A run that was stopped did not get to everything.
        listedListeners: isOfThisHost(entry) && !signal.aborted,
        verdictOf: (rule, observation, beside) =>
          verdictOf(rule, observation, beside, { policy, asOf: new Date() }),
      },
      tell: (session, changes) =>
        tellOf(session, changes, options.config.receivers, {
          entry: entry.name,
          run,
          owner: entry.owner,
        }),
    });
  };
}

function isOfThisHost({ targets = [] }: WatchEntry): boolean {
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

async function knownFindings(store: Store, entry: string): Promise<Finding[]> {
  const known: Finding[] = [];
  for await (const { finding } of store.findings.ofEntry(entry)) known.push(finding);
  return known;
}
