/** Lets so many in at once; the others wait in line. */
export class Slots {
  #free: number;
  readonly #line: (() => void)[] = [];

  constructor(size: number) {
    this.#free = size;
  }

  /** Resolves to the function that gives the slot back. */
  async take(): Promise<() => void> {
    if (this.#free > 0) this.#free--;
    else {
      await new Promise<void>((resolve) => {
        this.#line.push(resolve);
      });
    }
    return () => {
      const next = this.#line.shift();
      if (next === undefined) this.#free++;
      else next();
    };
  }
}
