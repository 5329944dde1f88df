/**
 * Looks again and again: takes what is due, records what came of it, and sets the next time. One look an entry at a
 * time; what was under way when the program ended is due at once.
 */
import { randomUUID } from 'node:crypto';
import type { WatchEntry } from '../model/watch-config.ts';
import type { Store } from '../store/store.ts';
import { nextStart } from './schedule.ts';

/** One look at an entry, recorded in the store when it resolves. */
export type LookAtEntry = (entry: WatchEntry, run: string, signal: AbortSignal) => Promise<void>;

export interface WatcherFacts {
  readonly store: Store;
  readonly entries: readonly WatchEntry[];
  readonly look: LookAtEntry;
  readonly now?: () => Date;
  readonly dice?: () => number;
  /** A look failed; the schedule goes on. */
  readonly onError: (entry: string, error: unknown) => void;
}

const TICK = 500; // ms between two looks at the clock
/** Entries that are looked at side by side; each has its own rates. */
const TOGETHER = 2;

export class Watcher {
  readonly #facts: WatcherFacts;
  readonly #now: () => Date;
  readonly #dice: () => number;
  readonly #running = new Map<string, { stop: AbortController; done: Promise<void> }>();
  #timer: NodeJS.Timeout | undefined;
  #busy = false;

  constructor(facts: WatcherFacts) {
    this.#facts = facts;
    this.#now = facts.now ?? (() => new Date());
    this.#dice = facts.dice ?? Math.random;
  }

  async start(): Promise<void> {
    await this.#recover();
    for (const entry of this.#facts.entries) await this.#plan(entry);
    this.#timer = setInterval(() => void this.tick(), TICK);
  }

  /** Ends what is under way, with what is known so far recorded, and resolves when it is. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    for (const { stop } of this.#running.values()) stop.abort();
    await Promise.all([...this.#running.values()].map(({ done }) => done));
  }

  get running(): readonly string[] {
    return [...this.#running.keys()];
  }

  /** Makes an entry due now; false where there is none of that name, or it is being looked at. */
  async lookNow(name: string): Promise<boolean> {
    const job = await this.#facts.store.jobs.byName(name);
    if (!job || job.run !== null) return false;
    await this.#facts.store.jobs.put({ ...job, next_at: this.#now().toISOString() });
    await this.tick();
    return true;
  }

  /** Starts what is due. Called by the clock, and by tests. */
  async tick(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      const now = this.#now().toISOString();
      for (const job of await this.#facts.store.jobs.all()) {
        if (this.#running.size >= TOGETHER) return;
        const entry = this.#facts.entries.find(({ name }) => name === job.name);
        if (entry && job.run === null && job.next_at <= now) await this.#begin(entry);
      }
    } catch (error) {
      this.#facts.onError('schedule', error);
    } finally {
      this.#busy = false;
    }
  }

  /** What was under way when the program was killed is nobody's now. */
  async #recover(): Promise<void> {
    const { store } = this.#facts;
    for (const job of await store.jobs.all()) {
      if (job.run !== null) await store.jobs.release(job.name, job.run, this.#now().toISOString());
      if (!this.#facts.entries.some(({ name }) => name === job.name))
        await store.jobs.remove(job.name);
    }
  }

  /** A new entry is due now; one that is known keeps its time, unless its schedule brings it sooner. */
  async #plan(entry: WatchEntry): Promise<void> {
    const { store } = this.#facts;
    const known = await store.jobs.byName(entry.name);
    const now = this.#now();
    const next = nextStart(entry, known ? lastOf(known.body) : undefined, now, this.#dice);
    const at = next.toISOString();
    const next_at = known && known.next_at < at ? known.next_at : at;
    await store.jobs.put({ name: entry.name, next_at, run: null, body: known?.body ?? '{}' });
  }

  async #begin(entry: WatchEntry): Promise<void> {
    const { store, onError } = this.#facts;
    const run = randomUUID();
    if (!(await store.jobs.take(entry.name, run))) return;
    const stop = new AbortController();
    const done = this.#look(entry, run, stop.signal)
      .catch((error: unknown) => onError(entry.name, error))
      .finally(() => this.#running.delete(entry.name));
    this.#running.set(entry.name, { stop, done });
  }

  async #look(entry: WatchEntry, run: string, signal: AbortSignal): Promise<void> {
    const { store, look } = this.#facts;
    const started = this.#now();
    const body = JSON.stringify({ last: started.toISOString() });
    const job = { name: entry.name, run, body, next_at: started.toISOString() };
    await store.jobs.put(job);
    try {
      await look(entry, run, signal);
    } finally {
      const next = nextStart(entry, started, this.#now(), this.#dice);
      await store.jobs.release(entry.name, run, next.toISOString());
    }
  }
}

function lastOf(body: string): Date | undefined {
  const found = /"last":"([\dTZ:.-]+)"/.exec(body)?.[1];
  return found === undefined ? undefined : new Date(found);
}
