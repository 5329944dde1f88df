/** For which part of the exposure some trail would have recorded who reads, and for which part nothing tells. */
import type { Ledger } from '../../model/ledger.ts';
import type { Gap } from '../trails/tracker.ts';

export interface Recorded {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly recordsReads: boolean;
  readonly gaps: readonly Gap[];
}

export interface Window {
  readonly from: number;
  readonly to: number;
}

type Coverage = NonNullable<Ledger['coverage']>;

const iso = (at: number): string => new Date(at).toISOString();

/** The pieces of a source's span between its suspicious silences. */
function pieces({ from, to, gaps }: Recorded): Window[] {
  const result: Window[] = [];
  let start = from;
  for (const gap of [...gaps].toSorted((a, b) => a.from - b.from)) {
    if (gap.from > start) result.push({ from: start, to: gap.from });
    start = Math.max(start, gap.to);
  }
  if (to > start) result.push({ from: start, to });
  return result;
}

function covers(source: Recorded, from: number, to: number): boolean {
  return pieces(source).some((piece) => piece.from <= from && piece.to >= to);
}

function reasonFor(sources: readonly Recorded[], from: number, to: number): string {
  const silent = sources.some((each) => each.recordsReads && each.from <= from && each.to >= to);
  if (silent) return 'a trail is silent here for unusually long';
  const mute = sources.some((each) => !each.recordsReads && each.from < to && each.to > from);
  return mute
    ? 'the trails of this time do not record who reads'
    : 'no trail was given for this time';
}

/** The window cut at every start and end of what recorded. */
export function coverageOf(sources: readonly Recorded[], window: Window): Coverage {
  const able = sources.filter(({ recordsReads }) => recordsReads);
  const edges = new Set([window.from, window.to]);
  for (const source of sources)
    for (const { from, to } of pieces(source))
      for (const at of [from, to]) if (at > window.from && at < window.to) edges.add(at);
  const cuts = [...edges].toSorted((a, b) => a - b);
  const covered: Coverage['covered'] = [];
  const gaps: Coverage['gaps'] = [];
  let sum = 0;
  for (const [index, from] of cuts.slice(0, -1).entries()) {
    const to = cuts[index + 1] ?? from;
    const by = able.filter((source) => covers(source, from, to)).map(({ id }) => id);
    if (by.length > 0) {
      sum += to - from;
      join(
        covered,
        { from: iso(from), to: iso(to), sources: by },
        (one, other) => one.sources.join() === other.sources.join(),
      );
    } else {
      const reason = reasonFor(sources, from, to);
      join(
        gaps,
        { from: iso(from), to: iso(to), reason },
        (one, other) => one.reason === other.reason,
      );
    }
  }
  const length = Math.max(1, window.to - window.from);
  return {
    window: { from: iso(window.from), to: iso(window.to) },
    share: sum / length,
    covered,
    gaps,
  };
}

function join<T extends { from: string; to: string }>(
  list: T[],
  next: T,
  alike: (a: T, b: T) => boolean,
): void {
  const last = list.at(-1);
  if (last && last.to === next.from && alike(last, next)) last.to = next.to;
  else list.push(next);
}
