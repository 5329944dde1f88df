import type { ClassHit, DataClass } from '../model/inventory.ts';

/** z of a 95 % interval. */
const Z = 1.96;

/** The lower end of Wilson's interval: what the share in the whole is at least, by so few rows. */
export function wilson(matched: number, of: number): number {
  if (of === 0) return 0;
  const share = matched / of;
  const z2 = (Z * Z) / of;
  const spread = Z * Math.sqrt((share * (1 - share)) / of + z2 / (4 * of));
  return Math.max(0, (share + z2 / 2 - spread) / (1 + z2));
}

interface Seen {
  readonly class: DataClass;
  readonly kind: string;
  readonly field: string;
  /** Rows that hold it. */
  readonly rows: Iterable<number>;
  readonly confidence: number;
}

/** Gathers what speaks for a kind in a field, from columns inside it, from shapes and from texts. */
export class Evidence {
  readonly #hits = new Map<
    string,
    { seen: Omit<Seen, 'rows'>; rows: Set<number>; confidence: number }
  >();
  readonly #sampled: number;

  constructor(sampled: number) {
    this.#sampled = sampled;
  }

  add({ rows, ...seen }: Seen): void {
    const key = [seen.class, seen.kind, seen.field].join('\0');
    const known = this.#hits.get(key) ?? { seen, rows: new Set<number>(), confidence: 0 };
    for (const row of rows) known.rows.add(row);
    known.confidence = Math.max(known.confidence, seen.confidence);
    this.#hits.set(key, known);
  }

  /** The surest first. */
  hits(): ClassHit[] {
    return [...this.#hits.values()]
      .map(({ seen, rows, confidence }) => ({
        class: seen.class,
        kind: seen.kind,
        field: seen.field,
        matched: rows.size,
        sampled: this.#sampled,
        confidence: Math.round(confidence * 100) / 100,
      }))
      .toSorted((a, b) => b.confidence - a.confidence || b.matched - a.matched);
  }
}
