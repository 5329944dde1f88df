/** What is different between two runs, asset by asset. Pure. */
import { Access } from '../model/access.ts';

/** As much of an observation as a comparison needs. */
export interface Sketch {
  readonly asset: string;
  readonly address: string;
  readonly port: number;
  readonly product: string | null;
  readonly access: string;
}

export interface Difference {
  readonly asset: string;
  /** `null` where that run did not see it, which does not say that it was not there. */
  readonly before: Sketch | null;
  readonly after: Sketch | null;
}

const WORST_FIRST: readonly string[] = Access.options;

/** An asset that several addresses reach counts once, as the worst of them. */
function byAsset(run: Iterable<Sketch>): Map<string, Sketch> {
  const found = new Map<string, Sketch>();
  for (const sketch of run) {
    const known = found.get(sketch.asset);
    if (!known || weight(sketch) < weight(known)) found.set(sketch.asset, sketch);
  }
  return found;
}

function weight({ access }: Sketch): number {
  return WORST_FIRST.indexOf(access);
}

/** By the name of the asset. Another address or port of the same asset is a difference too. */
export function differences(before: Iterable<Sketch>, after: Iterable<Sketch>): Difference[] {
  const was = byAsset(before);
  const is = byAsset(after);
  const found: Difference[] = [];
  for (const asset of new Set([...was.keys(), ...is.keys()])) {
    const one = was.get(asset) ?? null;
    const other = is.get(asset) ?? null;
    if (JSON.stringify(one) !== JSON.stringify(other))
      found.push({ asset, before: one, after: other });
  }
  return found.toSorted((a, b) => (a.asset < b.asset ? -1 : 1));
}
