/** Writes what a run sees while it sees it, in batches, so that a crash costs a second of it. */
import type { Observation } from '../model/observation.ts';
import type { Store } from '../store/store.ts';

const BATCH = 200;
const WAIT = 1000; // ms that an observation waits for others

export class ObservationLog {
  readonly #store: Store;
  readonly #run: string;
  #kept: number;
  #waiting: Observation[] = [];
  #writing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  /** `kept`: how many the run wrote before it was killed. */
  constructor(store: Store, run: string, kept: number) {
    this.#store = store;
    this.#run = run;
    this.#kept = kept;
  }

  add(observation: Observation): void {
    this.#waiting.push(observation);
    if (this.#waiting.length >= BATCH) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), WAIT);
  }

  /** Resolves when all is written; rejects where something could not be. */
  async close(): Promise<void> {
    this.#flush();
    await this.#writing;
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const batch = this.#waiting;
    this.#waiting = [];
    if (batch.length === 0) return;
    const after = this.#kept;
    this.#kept += batch.length;
    this.#writing = this.#writing.then(() => this.#store.observations.add(this.#run, batch, after));
    // Told by `close`; until then it is nobody's rejection.
    this.#writing.catch(() => undefined);
  }
}
