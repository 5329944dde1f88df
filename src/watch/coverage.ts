/** Whether a run saw much less than the one before: a scan that silently sees nothing looks like a clean estate. */
import type { Coverage } from '../model/run.ts';

/** Of so few, one that is switched off is no sign. */
const LEAST = 5;
const FELL_BELOW = 0.75;

/** How many answered in both, where it is much fewer now. */
export function fellFrom(
  before: Coverage | undefined,
  after: Coverage,
): { readonly before: number; readonly now: number } | undefined {
  if (!before) return undefined;
  const was = answered(before);
  const now = answered(after);
  return was >= LEAST && now < was * FELL_BELOW ? { before: was, now } : undefined;
}

function answered({ byAccess }: Coverage): number {
  return Object.values(byAccess).reduce((sum, count) => sum + count, 0);
}
