import type { Address } from './address.ts';
import type { Range } from './range.ts';

/** A stretch of addresses for which one answer holds. */
export interface Segment<V> extends Range {
  readonly value: V;
}

/**
 * Cuts ranges into stretches that do not overlap, each with the items that cover it, widest first.
 * Ranges must nest or be apart, as CIDR blocks do and whatever is cut along them.
 */
export function* stretches<T>(
  items: readonly { readonly range: Range; readonly item: T }[],
  version: 4 | 6,
): Generator<Segment<readonly T[]>> {
  const sorted = items
    .filter(({ range }) => range.version === version)
    .toSorted((a, b) => compare(a.range.low, b.range.low) || compare(b.range.high, a.range.high));
  const open: { low: bigint; high: bigint; value: T[] }[] = [];
  let next = 0n;

  function* upTo(end: bigint): Generator<Segment<readonly T[]>> {
    const top = open.at(-1);
    if (top !== undefined && next <= end) yield { version, low: next, high: end, value: top.value };
    if (next <= end) next = end + 1n;
  }

  for (const { range, item } of sorted) {
    for (let top = open.at(-1); top !== undefined && top.high < range.low; top = open.at(-1)) {
      yield* upTo(top.high);
      open.pop();
    }
    yield* upTo(range.low - 1n);

    const around = open.at(-1);
    if (around !== undefined && around.high < range.high) throw new Error('ranges must nest');
    // A list may name one address a hundred thousand times: the same range shares one entry.
    if (around?.low === range.low && around.high === range.high) around.value.push(item);
    else open.push({ low: range.low, high: range.high, value: [...(around?.value ?? []), item] });
  }
  for (let top = open.pop(); top !== undefined; top = open.pop()) {
    open.push(top);
    yield* upTo(top.high);
    open.pop();
  }
}

function compare(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Addresses to answers: one binary search, on plain numbers for IPv4. */
export class RangeMap<T, V> {
  readonly #four: readonly Segment<V>[];
  readonly #six: readonly Segment<V>[];
  readonly #lows4: Float64Array;
  readonly #highs4: Float64Array;
  readonly #lows6: readonly bigint[];

  constructor(
    items: readonly { readonly range: Range; readonly item: T }[],
    combine: (items: readonly T[]) => V,
  ) {
    const build = (version: 4 | 6): Segment<V>[] =>
      [...stretches(items, version)].map((each) => ({ ...each, value: combine(each.value) }));
    this.#four = build(4);
    this.#six = build(6);
    this.#lows4 = Float64Array.from(this.#four, ({ low }) => Number(low));
    this.#highs4 = Float64Array.from(this.#four, ({ high }) => Number(high));
    this.#lows6 = this.#six.map(({ low }) => low);
  }

  at(address: Address): V | undefined {
    if (address.version === 4) {
      const index = before(this.#lows4, address.value);
      return address.value <= (this.#highs4[index] ?? -1) ? this.#four[index]?.value : undefined;
    }
    const found = this.#six[before(this.#lows6, address.value)];
    return found !== undefined && address.value <= found.high ? found.value : undefined;
  }

  /** The stretches inside `range`, cut to it. */
  *within(range: Range): Generator<Segment<V>> {
    const all = range.version === 4 ? this.#four : this.#six;
    const start =
      range.version === 4 ? before(this.#lows4, Number(range.low)) : before(this.#lows6, range.low);
    for (let index = Math.max(start, 0); index < all.length; index++) {
      const segment = all[index];
      if (segment === undefined || segment.low > range.high) return;
      if (segment.high < range.low) continue;
      const low = segment.low < range.low ? range.low : segment.low;
      const high = segment.high > range.high ? range.high : segment.high;
      yield { version: range.version, low, high, value: segment.value };
    }
  }
}

/** The place of the last entry that is not above `value`, or -1. */
export function before<N extends number | bigint>(
  sorted: { readonly length: number; readonly [index: number]: N },
  value: N,
): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = sorted[middle];
    if (entry !== undefined && entry <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
