import type { Target } from '../model/target.ts';
import { CLASS_BLOCKS, type AddressClass } from './address-class.ts';
import type { Exclusion, Exclusions } from './exclusion.ts';
import type { Claim } from './ownership.ts';
import { RangeMap } from './range-map.ts';
import { rangeOf, type Range } from './range.ts';

/** All that is known of an address before it is asked who wants to go there. */
export interface Ground {
  readonly class: AddressClass;
  readonly exclusions: readonly Exclusion[];
  /** A target or a scope entry covers it. */
  readonly named: boolean;
  /** A target or a scope entry is this very address. */
  readonly exact: boolean;
  /** The owner says that it is theirs, and the saying counts today. */
  readonly owned: boolean;
  /** Why the narrowest claim that covers it does not count. */
  readonly lacks?: string;
}

type Fact =
  | { readonly kind: 'class'; readonly class: AddressClass }
  | { readonly kind: 'excluded'; readonly exclusion: Exclusion }
  | { readonly kind: 'named'; readonly exact: boolean }
  | { readonly kind: 'claimed'; readonly lacks?: string };

export type GroundMap = RangeMap<Fact, Ground>;

interface Facts {
  readonly named: readonly Target[];
  readonly entries: readonly Claim[];
  readonly own: readonly Claim[];
  readonly excluded: Exclusions['ranges'];
}

/** Lays all ranges over each other once, so that a connection costs one look-up. */
export function surveyGround({ named, entries, own, excluded }: Facts): GroundMap {
  const items: { range: Range; item: Fact }[] = CLASS_BLOCKS.map((block) => ({
    range: block.range,
    item: { kind: 'class', class: block.class },
  }));
  for (const { range, exclusion } of excluded)
    items.push({ range, item: { kind: 'excluded', exclusion } });
  for (const { subject } of [...named, ...entries]) {
    if (subject.kind !== 'range') continue;
    const range = rangeOf(subject);
    items.push({ range, item: { kind: 'named', exact: range.low === range.high } });
  }
  for (const { subject, lacks } of [...entries, ...own]) {
    if (subject.kind !== 'range') continue;
    items.push({
      range: rangeOf(subject),
      item: { kind: 'claimed', ...(lacks !== undefined && { lacks }) },
    });
  }
  // Most of a long list is of few kinds, and one object for each kind stays in the processor's cache.
  const kinds = new Map<string, Ground>();
  return new RangeMap(items, (facts) => {
    const found = layOver(facts);
    if (found.exclusions.length > 0) return found;
    const kind = Object.values(found).join();
    const known = kinds.get(kind) ?? found;
    kinds.set(kind, known);
    return known;
  });
}

function layOver(facts: readonly Fact[]): Ground {
  let type: AddressClass = 'reserved';
  let named = false;
  let exact = false;
  let owned = false;
  let lacks: string | undefined;
  const exclusions: Exclusion[] = [];
  for (const fact of facts) {
    switch (fact.kind) {
      case 'class':
        type = fact.class;
        break;
      case 'excluded':
        exclusions.push(fact.exclusion);
        break;
      case 'named':
        named = true;
        exact ||= fact.exact;
        break;
      case 'claimed':
        lacks = fact.lacks;
        owned ||= fact.lacks === undefined;
    }
  }
  return { class: type, exclusions, named, exact, owned, ...(lacks !== undefined && { lacks }) };
}
