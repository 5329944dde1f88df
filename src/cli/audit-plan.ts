/** From options and scope to the plan of a run, for `audit` and for every look of `serve`. */
import type { Memory } from '../audit/memory.ts';
import type { AuditPlan } from '../audit/run.ts';
import type { Tally } from '../audit/tally.ts';
import { accountsFor } from '../catalogue/accounts.ts';
import type { Candidate } from '../model/target.ts';
import type { AccountLeave } from '../services/service.ts';
import { LIMITS } from '../wire/session.ts';
import { Pace } from '../wire/pace.ts';
import type { Accounts, AuditOptions } from './audit-options.ts';
import { asksPort, streamOf, wishesFor, type Wanted } from './audit-scope.ts';
import { mostTogether } from './open-files.ts';
import { VERSION } from './version.ts';

/** What a run is lent by whoever starts it. */
export interface Lent {
  readonly id: string;
  readonly tally: Tally;
  readonly memory: Memory;
  readonly signal: AbortSignal;
  readonly onObservation?: AuditPlan['onObservation'];
  readonly onNotThere?: AuditPlan['onNotThere'];
  readonly earlier?: AuditPlan['earlier'];
  /** Of a light look: what the last one saw. */
  readonly known?: AuditPlan['examination']['known'];
}

export function planOf(wanted: Wanted, options: AuditOptions, lent: Lent): AuditPlan {
  const { id, onObservation, onNotThere, earlier, known } = lent;
  const { policy } = options.config;
  return {
    id,
    version: VERSION,
    candidates: streamOf(wanted, lent.tally, lent.signal),
    examination: {
      wire: {
        guard: (candidate) => wanted.scope.permit(candidate),
        pace: new Pace(options, lent.signal),
        limits: { ...LIMITS, answer: options.timeout },
        agent: `nightlatch/${VERSION} run/${id}`,
        signal: lent.signal,
      },
      now: () => new Date(),
      leaveFor: (candidate, product) => leaveFor(candidate, product, options.accounts, lent.memory),
      inventory: options.inventory,
      credentialFor: options.credentials,
      wishesFor: wishesFor(wanted, options),
      asksPort: asksPort(wanted, options.raw.neighbours === true),
      ...(known && { known }),
    },
    circumstances: { policy, asOf: new Date(), accounts: options.accounts },
    vantage: options.vantage,
    most: mostTogether(),
    signal: lent.signal,
    tally: lent.tally,
    memory: lent.memory,
    neighbours: options.raw.neighbours === true,
    ...(onObservation && { onObservation }),
    ...(onNotThere && { onNotThere }),
    ...(earlier && { earlier }),
  };
}

/** The pairs that may be tried at this endpoint now: those of the product that were not refused within a day. */
function leaveFor(
  candidate: Candidate,
  product: string,
  accounts: Accounts,
  memory: Memory,
): AccountLeave | undefined {
  if (accounts === 'none') return undefined;
  const endpoint = `${candidate.address}:${candidate.port}`;
  const pairs = accountsFor(product, accounts).filter(
    ({ user, password }) => !memory.wasRefused(endpoint, user, password),
  );
  if (pairs.length === 0) return undefined;
  return {
    pairs,
    tried: (user, password, letIn) => {
      if (!letIn) memory.rememberRefusal(endpoint, user, password);
    },
  };
}
