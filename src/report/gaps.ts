import type { Gap } from '../model/run.ts';
import { Tally } from './tally.ts';
import { number, quoted } from './words.ts';

const REASONS_MAX = 1000;
const EXAMPLES_MAX = 3;

/** One line of what could not be looked at: a target, or how many with the same reason. */
export interface GapLine {
  readonly who: string;
  readonly reason: string;
}

/** Each gap on its own where they are few; beyond `max` one line a reason, and a last one for the reasons left over. */
export function gapLines(gaps: readonly Gap[], max: number): GapLine[] {
  if (gaps.length <= max) {
    return gaps.map(({ target, reason }) => ({ who: quoted(target), reason }));
  }

  const byReason = new Tally<string>(REASONS_MAX, EXAMPLES_MAX);
  for (const { target, reason } of gaps) byReason.add(reason, target);
  const ranked = byReason.ranked();
  const lines = ranked.slice(0, max).map(({ key, count, examples }) => ({
    who: whom(count, examples),
    reason: key,
  }));
  const told = ranked.slice(0, max).reduce((sum, { count }) => sum + count, 0);
  if (told < gaps.length) {
    lines.push({
      who: `${number(gaps.length - told)} more`,
      reason: 'for other reasons; the JSON document has each',
    });
  }
  return lines;
}

function whom(count: number, examples: readonly string[]): string {
  const named = examples.map(quoted).join(', ');
  const rest = count - examples.length;
  return rest > 0 ? `${named} and ${number(rest)} more` : named;
}
