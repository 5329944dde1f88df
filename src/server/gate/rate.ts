/** How often one caller may ask: a bucket that fills evenly. Memory is bounded, whoever asks. */
import { Problem } from '../problem.ts';

const MOST_KEYS = 10_000;
const MINUTE = 60_000;

interface Bucket {
  tokens: number;
  at: number;
}

export class Rate {
  readonly #buckets = new Map<string, Bucket>();
  readonly #perMinute: number;
  readonly #now: () => number;

  constructor(perMinute: number, now: () => number) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  take(key: string): void {
    const now = this.#now();
    const known = this.#buckets.get(key) ?? { tokens: this.#perMinute, at: now };
    const filled = known.tokens + ((now - known.at) * this.#perMinute) / MINUTE;
    const tokens = Math.min(this.#perMinute, filled);
    // The one that asked longest ago is forgotten first.
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens: Math.max(0, tokens - 1), at: now });
    if (this.#buckets.size > MOST_KEYS) {
      const [oldest = ''] = this.#buckets.keys();
      this.#buckets.delete(oldest);
    }
    if (tokens >= 1) return;
    const wait = Math.ceil(((1 - tokens) * MINUTE) / this.#perMinute / 1000);
    throw new Problem(429, undefined, { 'Retry-After': String(wait) });
  }
}
