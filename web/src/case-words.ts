/** Phrases of an incident: what is proven, what is bounded, and what nobody knows are never said alike. */
import type { Case, CaseDetail, Visit } from './shapes.ts';
import { count, duration, number } from './words.ts';

type Amount = Visit['total'];
type People = Case['people'];

export function rows({ rows: known, certainty }: Amount): string {
  if (known === null) return 'rows not known';
  if (known === 0) return '0 rows';
  if (certainty === 'proven') return `${count(known, 'row')}, proven`;
  if (certainty === 'bounded') return `at most ${count(known, 'row')}`;
  return `${count(known, 'row')} or more`;
}

const BYTES: Readonly<Record<Amount['bytes'][number]['kind'], string>> = {
  ram: 'in memory of the server',
  payload: 'as answered',
  wire: 'on the network',
};
const STEP = 1000;
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

function size(exact: number): string {
  let value = exact;
  let unit = 0;
  while (value >= STEP && unit < UNITS.length - 1) {
    value /= STEP;
    unit += 1;
  }
  return `${value.toLocaleString('en', { maximumFractionDigits: 1 })} ${UNITS[unit]}`;
}

export function bytes({ bytes: of }: Amount): string[] {
  return of.map(({ kind, value }) => `${size(value)} ${BYTES[kind]}`);
}

export function people(of: People): string {
  if (!of) return 'not known';
  const { low, high } = of;
  if (high === null) return `${number(low)} or more`;
  return low === high ? number(low) : `${number(low)} to ${number(high)}`;
}

export const LEVEL_WORDS: Readonly<Record<Visit['level'], string>> = {
  refused: 'was refused',
  connected: 'connected',
  metadata: 'listed names',
  rows: 'read rows',
  bulk: 'read in bulk',
  destroyed: 'destroyed data',
};

export const ACTOR_WORDS: Readonly<Record<Visit['actor']['class'], string>> = {
  owner: 'the owner',
  'research-scanner': 'a research scanner',
  unknown: 'a stranger',
};

export const STEP_WORDS: Readonly<Record<Case['next'], string>> = {
  assess: 'Assess',
  snapshot: 'Take the evidence',
  quantify: 'Count who came',
  contain: 'Shut it',
  verify: 'Prove that it is shut',
  report: 'Report',
};

/** The 72 hours of Art. 33 GDPR. */
export function clock(until: string, now: number): string {
  const left = Date.parse(until) - now;
  return left >= 0 ? `${duration(left)} left` : `over for ${duration(-left)}`;
}

/** `22 visits of strangers: 2 read in bulk, 20 listed names.` */
export function strangers({ ledger, strangers: of }: CaseDetail): string {
  if (!ledger) return '';
  const all = of.reduce((sum, { visits }) => sum + visits, 0);
  if (all === 0) return 'The sources show no visit of a stranger. ';
  const each = of.map(({ level, visits }) => `${number(visits)} ${LEVEL_WORDS[level]}`);
  return `${count(all, 'visit')} of strangers: ${each.join(', ')}. `;
}

export function coverage({ ledger }: CaseDetail): string {
  if (!ledger) return 'Nothing was counted yet: nobody knows who came.';
  if (!ledger.coverage)
    return 'Nobody said from when to when it was open: what was recorded cannot be told.';
  const share = Math.floor(100 * ledger.coverage.share);
  return `Sources would have recorded who reads in ${share} % of the exposure; for the rest nothing can be said.`;
}
