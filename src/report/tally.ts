/** Counts by key with the first few examples, in bounded memory: keys beyond the limit are counted together. */
export class Tally<Example> {
  readonly #groups = new Map<string, { count: number; examples: Example[] }>();
  readonly #keysMax: number;
  readonly #examplesMax: number;
  total = 0;
  /** Counted, but under no key of their own. */
  others = 0;

  constructor(keysMax: number, examplesMax: number) {
    this.#keysMax = keysMax;
    this.#examplesMax = examplesMax;
  }

  add(key: string, example: Example): void {
    this.total++;
    let group = this.#groups.get(key);
    if (group === undefined) {
      if (this.#groups.size >= this.#keysMax) {
        this.others++;
        return;
      }
      group = { count: 0, examples: [] };
      this.#groups.set(key, group);
    }
    group.count++;
    if (group.examples.length < this.#examplesMax) group.examples.push(example);
  }

  /** Most frequent first; the order of first appearance among equals. */
  ranked(): { key: string; count: number; examples: readonly Example[] }[] {
    return [...this.#groups]
      .map(([key, group]) => ({ key, count: group.count, examples: group.examples }))
      .toSorted((one, other) => other.count - one.count);
  }
}
