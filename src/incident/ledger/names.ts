/** A set of a few names. Most visits have the same as others, so equal ones are one object however many hold it. */

/** So many sets grow from one; those beyond are made for themselves, so that nobody fills the memory with names. */
const MOST_SHARED = 64;

export class Names<T extends string = string> implements Iterable<T> {
  readonly #list: readonly T[];
  #more: Map<T, Names<T>> | undefined;

  constructor(list: readonly T[] = []) {
    this.#list = list;
  }

  get size(): number {
    return this.#list.length;
  }

  has(name: T): boolean {
    return this.#list.includes(name);
  }

  [Symbol.iterator](): Iterator<T> {
    return this.#list[Symbol.iterator]();
  }

  /** This set where it has the name, else the one with it. */
  with(name: T): Names<T> {
    if (this.#list.includes(name)) return this;
    const known = this.#more?.get(name);
    if (known) return known;
    const larger = new Names([...this.#list, name]);
    this.#more ??= new Map();
    if (this.#more.size < MOST_SHARED) this.#more.set(name, larger);
    return larger;
  }
}
