/**
 * What a run can say of a finding that it did not report. Unknown is never a pass: a door is shut only where a look that
 * could see it says so, and a silence counts only where the same run had an answer from that host or its network.
 */
import type { Sight } from '../findings/lifecycle.ts';
import type { Observation } from '../model/observation.ts';
import type { Tracked } from '../model/tracked.ts';
import type { Verdict } from '../model/verdict.ts';

export type Unseen = Exclude<Sight, { kind: 'open' }>;

/** What became of one endpoint in a run. */
export type Reached =
  | {
      readonly kind: 'observed';
      readonly observation: Observation;
      /** All of the same address in this run, itself included. */
      readonly beside: readonly Observation[];
    }
  | { readonly kind: 'refused' }
  | { readonly kind: 'silent' };

/** The run as far as it bears on findings that are known. */
export interface RunSights {
  /** By asset first, since an asset may have moved; then by endpoint. `undefined`: not asked, or no way to it. */
  readonly reached: (tracked: Tracked) => Reached | undefined;
  /** Somebody at this address, or on its network, answered in this run. */
  readonly answeredNear: (address: string) => boolean;
  /** This machine's listeners were listed whole: one that is not among them is gone. */
  readonly listedListeners: boolean;
  readonly verdictOf: (
    rule: string,
    observation: Observation,
    beside: readonly Observation[],
  ) => Verdict | undefined;
}

export function sightOf(tracked: Tracked, run: RunSights): Unseen {
  const { finding } = tracked;
  const reached = run.reached(tracked);
  if (!reached) return isOwnListener(finding.asset) && run.listedListeners ? GONE : UNSEEN;
  switch (reached.kind) {
    case 'refused':
      return GONE;
    case 'silent':
      return run.answeredNear(finding.where.address) ? GONE : UNSEEN;
    case 'observed':
      // What could not tell its product or its access cannot tell that a door is shut.
      if (reached.observation.access === 'unknown' || reached.observation.product === null)
        return UNSEEN;
      return fromVerdict(run.verdictOf(finding.rule, reached.observation, reached.beside));
  }
}

const GONE: Unseen = { kind: 'gone' };
const SHUT: Unseen = { kind: 'shut' };
const UNSEEN: Unseen = { kind: 'unseen' };

function fromVerdict(verdict: Verdict | undefined): Unseen {
  // A rule that this version no longer has says nothing either.
  if (!verdict || verdict.outcome === 'unknown' || verdict.outcome === 'fail') return UNSEEN;
  return SHUT;
}

function isOwnListener(asset: string): boolean {
  return asset.startsWith('this-host/');
}
