/** What differs between two runs, by asset. Pure. */

/** Of one asset in one run. */
export interface SeenAsset {
  readonly asset: string;
  readonly address: string;
  readonly port: number;
  readonly product: string | null;
  readonly version: string | null;
  readonly access: string;
}

export interface RunDiff {
  readonly appeared: readonly SeenAsset[];
  /** Not seen in the later one: shut, gone, or not asked. */
  readonly missing: readonly SeenAsset[];
  readonly changed: readonly { readonly before: SeenAsset; readonly after: SeenAsset }[];
}

const COMPARED = ['address', 'port', 'product', 'version', 'access'] as const;

export function diffOf(before: Iterable<SeenAsset>, after: Iterable<SeenAsset>): RunDiff {
  const earlier = new Map([...before].map((seen) => [seen.asset, seen]));
  const later = new Map([...after].map((seen) => [seen.asset, seen]));
  return {
    appeared: [...later.values()].filter(({ asset }) => !earlier.has(asset)),
    missing: [...earlier.values()].filter(({ asset }) => !later.has(asset)),
    changed: [...later.values()].flatMap((seen) => {
      const known = earlier.get(seen.asset);
      const isSame = !known || COMPARED.every((name) => known[name] === seen[name]);
      return isSame ? [] : [{ before: known, after: seen }];
    }),
  };
}
