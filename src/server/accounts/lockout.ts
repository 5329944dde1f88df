/**
 * A name that was guessed at waits longer and longer. Kept in the store, so that a restart forgives nothing, and by
 * name, whether or not there is such an account, so that the wait tells nobody which names exist.
 */
import { createHash } from 'node:crypto';
import type { AccountStore } from '../../store/accounts.ts';
import { Problem } from '../problem.ts';

/** Failures that cost nothing: people mistype. */
const FREE = 5;
const FIRST_WAIT = 30_000;
const LONGEST_WAIT = 15 * 60_000;

export class Lockout {
  readonly #kept: AccountStore;
  readonly #now: () => Date;

  constructor(kept: AccountStore, now: () => Date) {
    this.#kept = kept;
    this.#now = now;
  }

  keyOf(name: string): string {
    return createHash('sha256').update(name).digest('hex');
  }

  async check(name: string): Promise<void> {
    const attempt = await this.#kept.attempts(this.keyOf(name));
    if (!attempt || attempt.failures < FREE) return;
    const wait = Date.parse(attempt.until) - this.#now().getTime();
    if (wait > 0)
      throw new Problem(429, 'too many wrong passwords for this name; wait, or ask for a link', {
        'Retry-After': String(Math.ceil(wait / 1000)),
      });
  }

  async failed(name: string): Promise<void> {
    const key = this.keyOf(name);
    const failures = ((await this.#kept.attempts(key))?.failures ?? 0) + 1;
    const wait = Math.min(FIRST_WAIT * 2 ** Math.max(0, failures - FREE), LONGEST_WAIT);
    const until = new Date(this.#now().getTime() + wait).toISOString();
    await this.#kept.failed({ key, failures, until });
  }

  async succeeded(name: string): Promise<void> {
    await this.#kept.succeeded(this.keyOf(name));
  }
}
