/**
 * Looks again and again: takes what is due, records what came of it, and sets the next time. One look an entry at a
 * time. A look that was under way when the program was killed goes on under its own id, where it was.
 */
import { randomUUID } from 'node:crypto';
import type { Depth } from '../model/run.ts';
import { milliseconds, type WatchEntry } from '../model/watch-config.ts';
import type { Job } from '../store/jobs.ts';
import type { Store } from '../store/store.ts';
import { jobBodyIn, type JobBody } from '../model/job-body.ts';
import { nextStart } from './schedule.ts';

export interface LookOrder {
  readonly run: string;
  readonly depth: Depth;
  readonly signal: AbortSignal;
  /** The run is in the store already, with what it saw before the program was killed. */
  readonly resumes: boolean;
  /** Of a look at news: the listeners that it is about. */
  readonly only?: ReadonlySet<string>;
}

/** One look at an entry, recorded in the store when it resolves. */
export type LookAtEntry = (entry: WatchEntry, order: LookOrder) => Promise<void>;

export interface WatcherFacts {
  readonly store: Store;
  readonly entries: readonly WatchEntry[];
  readonly look: LookAtEntry;
  readonly now?: () => Date;
  readonly dice?: () => number;
  /** A look failed; the schedule goes on. */
  readonly onError: (entry: string, error: unknown, run?: string) => void;
  /** A run was killed and is not taken up again. */
  readonly onUnfinished?: (entry: string, run: string) => Promise<void>;
}

const TICK = 500; // ms between two looks at the clock
/** Entries that are looked at side by side; each has its own rates. */
const TOGETHER = 2;
/** A run that was killed so often is what kills us. */
const MOST_RESUMED = 3;
/** Milliseconds after which what a killed run saw is no news any more. */
const MOST_AGE = 3_600_000;

interface Taken {
  readonly run: string;
  readonly depth: Depth;
  readonly resumed: number;
  readonly only?: ReadonlySet<string>;
}

export class Watcher {
  readonly #facts: WatcherFacts;
  readonly #now: () => Date;
  readonly #dice: () => number;
  readonly #running = new Map<string, { stop: AbortController; done: Promise<void> }>();
  /** Runs of before that go on at their entry's next look. */
  readonly #resumable = new Map<string, Taken>();
  /** New listeners that wait for the look that is under way to end. */
  readonly #news = new Map<string, Set<string>>();
  #timer: NodeJS.Timeout | undefined;
  #busy = false;
  #ending = false;

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
    this.#ending = true;
    clearInterval(this.#timer);
    this.#news.clear();
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

  /** Looks at new listeners of an entry at once, or when the look that is under way has ended. */
  async lookAtNews(name: string, listeners: Iterable<string>): Promise<void> {
    const waiting = this.#news.get(name) ?? new Set();
    for (const each of listeners) waiting.add(each);
    this.#news.set(name, waiting);
    await this.tick();
  }

  /** Starts what is due. Called by the clock, and by tests. */
  async tick(): Promise<void> {
    if (this.#busy || this.#ending) return;
    this.#busy = true;
    try {
      const now = this.#now().toISOString();
      for (const job of await this.#facts.store.jobs.all()) {
        const entry = this.#facts.entries.find(({ name }) => name === job.name);
        if (!entry || job.run !== null) continue;
        if (job.next_at <= now && this.#running.size < TOGETHER) await this.#begin(entry, job);
        else await this.#beginNews(entry, job);
      }
    } catch (error) {
      this.#facts.onError('schedule', error);
    } finally {
      this.#busy = false;
    }
  }

  /** What was under way when the program was killed goes on, unless it is too old or was killed too often. */
  async #recover(): Promise<void> {
    const { store, entries, onUnfinished } = this.#facts;
    const now = this.#now();
    const jobs = await store.jobs.all();
    for (const { id, entry, started } of await store.runs.unfinished()) {
      const job = jobs.find(({ run }) => run === id);
      const { depth = 'full', resumed } = jobBodyIn(job?.body ?? '');
      const isFresh = now.getTime() - Date.parse(started) < MOST_AGE;
      if (job && isFresh && depth !== 'news' && resumed < MOST_RESUMED) {
        this.#resumable.set(entry, { run: id, depth, resumed: resumed + 1 });
        continue;
      }
      await store.runs.abandon(id, now.toISOString());
      await onUnfinished?.(entry, id);
    }
    for (const job of jobs) {
      if (job.run !== null) await store.jobs.release(job.name, job.run, now.toISOString());
      if (!entries.some(({ name }) => name === job.name)) await store.jobs.remove(job.name);
    }
  }

  /** A new entry is due now; one that is known keeps its time, unless its schedule brings it sooner. */
  async #plan(entry: WatchEntry): Promise<void> {
    const { store } = this.#facts;
    const known = await store.jobs.byName(entry.name);
    const now = this.#now();
    const { last } = jobBodyIn(known?.body ?? '');
    const next = nextStart(entry, last === undefined ? undefined : new Date(last), now, this.#dice);
    const at = next.toISOString();
    const next_at = known && known.next_at < at ? known.next_at : at;
    await store.jobs.put({ name: entry.name, next_at, run: null, body: known?.body ?? '{}' });
  }

  async #begin(entry: WatchEntry, job: Job): Promise<void> {
    const now = this.#now();
    const body = jobBodyIn(job.body);
    const known = this.#resumable.get(entry.name);
    this.#resumable.delete(entry.name);
    const taken = known ?? { run: randomUUID(), depth: depthOf(entry, body, now), resumed: 0 };
    // What is looked at whole or lightly is looked at for its news too.
    this.#news.delete(entry.name);
    await this.#run(entry, { ...body, last: now.toISOString() }, taken, (ended) =>
      nextStart(entry, ended ? now : undefined, this.#now(), this.#dice).toISOString(),
    );
  }

  async #beginNews(entry: WatchEntry, job: Job): Promise<void> {
    const only = this.#news.get(entry.name);
    if (!only) return;
    this.#news.delete(entry.name);
    const taken = { run: randomUUID(), depth: 'news', resumed: 0, only } as const;
    await this.#run(entry, jobBodyIn(job.body), taken, () => job.next_at);
  }

  async #run(
    entry: WatchEntry,
    body: JobBody,
    taken: Taken,
    nextAt: (ended: boolean) => string,
  ): Promise<void> {
    const { store, onError } = this.#facts;
    if (this.#ending || !(await store.jobs.take(entry.name, taken.run))) return;
    const stop = new AbortController();
    const done = this.#look(entry, body, taken, stop.signal, nextAt)
      .catch((error: unknown) => onError(entry.name, error, taken.run))
      .finally(() => this.#running.delete(entry.name));
    this.#running.set(entry.name, { stop, done });
  }

  async #look(
    entry: WatchEntry,
    body: JobBody,
    { run, depth, resumed, only }: Taken,
    signal: AbortSignal,
    nextAt: (ended: boolean) => string,
  ): Promise<void> {
    const { store, look } = this.#facts;
    const { name } = entry;
    const started = this.#now().toISOString();
    const put = async (news: JobBody, at: string): Promise<void> =>
      store.jobs.put({ name, run, body: JSON.stringify(news), next_at: at });
    await put({ ...body, depth, resumed }, started);
    let after = body;
    try {
      await look(entry, { run, depth, signal, resumes: resumed > 0, ...(only && { only }) });
      if (depth === 'full' && !signal.aborted) after = { ...body, lastFull: started };
    } finally {
      // A look that was stopped with the program is due when it starts again.
      const next = nextAt(!signal.aborted);
      await put({ ...after, resumed: 0 }, next);
      await store.jobs.release(name, run, next);
    }
  }
}

/** Every look is a whole one where the entry does not say how often it wants them. */
function depthOf({ full_every: every }: WatchEntry, { lastFull }: JobBody, now: Date): Depth {
  if (every === undefined || lastFull === undefined) return 'full';
  return now.getTime() - Date.parse(lastFull) >= milliseconds(every) ? 'full' : 'light';
}
