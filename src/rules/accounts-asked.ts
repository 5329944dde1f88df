import { accountsFor } from '../catalogue/accounts.ts';
import { notApplicable, pass, unknown, type Verdict } from '../model/verdict.ts';
import type { Judged } from './rule.ts';

const COVERS: Record<Judged['accounts'], readonly string[]> = {
  none: [],
  empty: ['empty'],
  default: ['empty', 'default'],
};

/** The accounts of this level alone: `default` does not count the passwordless ones. */
function countOf(product: string, level: 'empty' | 'default'): number {
  const count = accountsFor(product, level).length;
  return level === 'empty' ? count : count - accountsFor(product, 'empty').length;
}

/** What may be said of well-known accounts where none let us in: a pass only where they were tried. */
export function judgeAccountsAsked(judged: Judged, level: 'empty' | 'default'): Verdict {
  const { observation } = judged;
  const { access, product, reason } = observation;
  if (product === null || countOf(product, level) === 0) return notApplicable;
  if (access === 'unknown' || access === 'denied' || access === 'tls-only') return unknown(reason);
  if (access !== 'protected') return notApplicable;
  // Files say which accounts there will be; nobody needs to try.
  if (observation.source === 'file') return pass;
  return COVERS[judged.accounts].includes(level) && observation.connections.accounts > 0
    ? pass
    : unknown(`No log-in was tried; --accounts ${level} does.`);
}
