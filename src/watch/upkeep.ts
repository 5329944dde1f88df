/** What has to be done from time to time beside the looks; none of it twice at a time. */
export interface Chore {
  readonly name: string;
  /** Milliseconds from the end of one time to the start of the next. */
  readonly every: number;
  readonly work: () => Promise<unknown>;
}

export class Upkeep implements Disposable {
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #onError: (chore: string, error: unknown) => void;
  #ended = false;

  constructor(onError: (chore: string, error: unknown) => void) {
    this.#onError = onError;
  }

  start(chores: readonly Chore[]): void {
    for (const chore of chores) void this.#do(chore);
  }

  [Symbol.dispose](): void {
    this.#ended = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  async #do(chore: Chore): Promise<void> {
    try {
      await chore.work();
    } catch (error) {
      if (!this.#ended) this.#onError(chore.name, error);
    }
    if (this.#ended) return;
    const timer = setTimeout(() => void this.#do(chore), chore.every);
    timer.unref();
    this.#timers.set(chore.name, timer);
  }
}
