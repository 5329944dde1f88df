import { classifyItem, type Item } from '../../src/data/classify.ts';
import type { DataClass } from '../../src/model/inventory.ts';

export type Store = 'table' | 'document' | 'key-value' | 'index' | 'message';

/** One item with what it really holds: classes by the field that the store would name. */
export interface Labelled {
  readonly store: Store;
  /** Which maker made it, for the list of mistakes. */
  readonly origin: string;
  readonly item: Item;
  readonly truth: ReadonlySet<string>;
  /** What honest people would argue about: counted neither way. */
  readonly open?: ReadonlySet<string>;
}

export function label(of: DataClass, field: string): string {
  return `${of}@${field}`;
}

export interface Figure {
  readonly right: number;
  readonly wrong: number;
  readonly missed: number;
  readonly precision: number;
  readonly recall: number;
}

export interface Mistake {
  readonly origin: string;
  readonly what: 'wrong' | 'missed';
  readonly label: string;
}

export interface Measured {
  /** By class, and by class and store (`personal in table`). */
  readonly figures: Readonly<Record<string, Figure>>;
  readonly mistakes: readonly Mistake[];
}

function figureOf({
  right,
  wrong,
  missed,
}: {
  right: number;
  wrong: number;
  missed: number;
}): Figure {
  const share = (of: number): number => (of === 0 ? 1 : Math.round((right / of) * 10_000) / 10_000);
  return { right, wrong, missed, precision: share(right + wrong), recall: share(right + missed) };
}

/** A path inside of the field that holds it says the same more exactly; several of them count once. */
function asMeant(hit: string, truth: ReadonlySet<string>): string {
  return [...truth].find((each) => hit.startsWith(`${each}.`)) ?? hit;
}

/** Classifies every item, and counts each pair of class and field once. */
export function measure(corpus: Iterable<Labelled>): Measured {
  const counts = new Map<string, { right: number; wrong: number; missed: number }>();
  const mistakes: Mistake[] = [];
  const count = (store: Store, of: string, what: 'right' | 'wrong' | 'missed'): void => {
    for (const key of [of, `${of} in ${store}`]) {
      const known = counts.get(key) ?? { right: 0, wrong: 0, missed: 0 };
      known[what] += 1;
      counts.set(key, known);
    }
  };
  for (const { store, origin, item, truth, open } of corpus) {
    const hits = classifyItem(item).classes.map((hit) => label(hit.class, hit.field));
    const found = new Set(hits.map((hit) => asMeant(hit, truth)));
    for (const each of new Set([...found, ...truth])) {
      if (open?.has(each)) continue;
      const [of = ''] = each.split('@');
      const what = !truth.has(each) ? 'wrong' : found.has(each) ? 'right' : 'missed';
      count(store, of, what);
      if (what !== 'right') mistakes.push({ origin, what, label: each });
    }
  }
  const figures = Object.fromEntries(
    [...counts]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, figureOf(each)]),
  );
  return { figures, mistakes };
}
