/** Looks that ended early are made once more; which of the two counts. */
import type { Examined } from './examine.ts';

/** The second look's, unless it learnt nothing and the first one was let in to learn something. */
export function better(now: Examined, first: Examined | undefined): Examined {
  const learnt = now.kind === 'observed' && now.observation.access !== 'unknown';
  return learnt || first?.kind !== 'observed' ? now : first;
}

export function unfinishedOf(examined: Examined): number {
  return examined.kind === 'observed' ? examined.unfinishedHandshakes : 0;
}

export function mayDiffer(examined: Examined): boolean {
  if (examined.kind === 'observed') return examined.worthAnother;
  return examined.fault.fault === 'reset';
}
