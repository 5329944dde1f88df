/**
 * How hard we may knock: new connections a second in all, and questions in flight to one host.
 * Loopback is exempt, because nobody's network is between.
 */
export interface PaceLimits {
  /** New connections a second, all hosts together. */
  readonly rate: number;
  /** Connections under way to one host. */
  readonly perHost: number;
}

export const POLITE: PaceLimits = { rate: 500, perHost: 2 };
export const FAST: PaceLimits = { rate: Number.POSITIVE_INFINITY, perHost: 1024 };

const TICK = 10; // ms between refills of the bucket

interface Host {
  active: number;
  readonly waiting: (() => void)[];
}

export class Pace {
  readonly #limits: PaceLimits;
  readonly #hosts = new Map<string, Host>();
  readonly #queue: (() => void)[] = [];
  #tokens: number;
  #timer: NodeJS.Timeout | undefined;
  #last = performance.now();

  constructor(limits: PaceLimits) {
    this.#limits = limits;
    this.#tokens = Math.max(1, limits.rate / 50);
  }

  /** Waits for leave to connect to `address`; the caller releases it when the connection is over. */
  async enter(address: string): Promise<() => void> {
    if (isLoopback(address)) return () => undefined;
    const release = await this.#enterHost(address);
    await this.#token();
    return release;
  }

  async #enterHost(address: string): Promise<() => void> {
    let host = this.#hosts.get(address);
    if (!host) {
      host = { active: 0, waiting: [] };
      this.#hosts.set(address, host);
    }
    const entered = host;
    if (entered.active >= this.#limits.perHost) {
      await new Promise<void>((resolve) => {
        entered.waiting.push(resolve);
      });
    } else {
      entered.active += 1;
    }
    let released = false;
    return () => {
      if (released) return;
      released = true;
      const next = entered.waiting.shift();
      if (next) return next();
      entered.active -= 1;
      if (entered.active === 0) this.#hosts.delete(address);
      return undefined;
    };
  }

  #token(): Promise<void> {
    if (this.#limits.rate === Number.POSITIVE_INFINITY) return Promise.resolve();
    this.#refill();
    if (this.#queue.length === 0 && this.#tokens >= 1) {
      this.#tokens -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.#queue.push(resolve);
      this.#timer ??= setInterval(() => this.#drain(), TICK);
    });
  }

  #refill(): void {
    const now = performance.now();
    const burst = Math.max(1, this.#limits.rate / 50);
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#last) / 1000) * this.#limits.rate);
    this.#last = now;
  }

  #drain(): void {
    this.#refill();
    while (this.#tokens >= 1 && this.#queue.length > 0) {
      this.#tokens -= 1;
      this.#queue.shift()?.();
    }
    if (this.#queue.length > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

export function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}
