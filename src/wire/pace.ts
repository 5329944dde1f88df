/**
 * How hard we may knock: new connections a second in all, and questions in flight to one host.
 * Loopback is exempt, because nobody's network is between.
 */
export interface PaceLimits {
  /** New connections a second, all hosts together. */
  readonly rate: number;
  /** Endpoints of one host that are being asked at a time. */
  readonly perHost: number;
  /** Connections to one host that are being opened at a time. */
  readonly halfOpen?: number;
}

export const POLITE = { rate: 500, perHost: 2, halfOpen: 64 } as const satisfies PaceLimits;
export const FAST = {
  rate: Number.POSITIVE_INFINITY,
  perHost: 256,
  halfOpen: 1024,
} as const satisfies PaceLimits;

const TICK = 10; // ms between refills of the bucket

type Release = () => void;

/** So many at a time for each host; the others wait in line. */
class HostSlots {
  readonly #limit: number;
  readonly #hosts = new Map<string, { active: number; readonly waiting: (() => void)[] }>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  async take(address: string): Promise<Release> {
    const host = this.#hosts.get(address) ?? { active: 0, waiting: [] };
    this.#hosts.set(address, host);
    if (host.active < this.#limit) host.active += 1;
    else {
      await new Promise<void>((resolve) => {
        host.waiting.push(resolve);
      });
    }
    let released = false;
    return () => {
      if (released) return;
      released = true;
      const next = host.waiting.shift();
      if (next) next();
      else if ((host.active -= 1) === 0) this.#hosts.delete(address);
    };
  }

  /** Lets everybody through: the run is being stopped, and each will see so. */
  open(): void {
    for (const { waiting } of this.#hosts.values()) {
      for (const wake of waiting.splice(0)) wake();
    }
  }
}

const FREE: Release = () => undefined;

export class Pace {
  readonly #limits: PaceLimits;
  readonly #halfOpen: HostSlots;
  readonly #questions: HostSlots;
  readonly #queue: (() => void)[] = [];
  #tokens: number;
  #timer: NodeJS.Timeout | undefined;
  #last = performance.now();
  #stopped = false;

  constructor(limits: PaceLimits, signal?: AbortSignal) {
    this.#limits = limits;
    this.#halfOpen = new HostSlots(limits.halfOpen ?? POLITE.halfOpen);
    this.#questions = new HostSlots(limits.perHost);
    this.#tokens = Math.max(1, limits.rate / 50);
    signal?.addEventListener('abort', () => this.#stop());
  }

  /** Waits for leave to open a connection to `address`; released once it is open, or has failed. */
  async toConnect(address: string): Promise<Release> {
    if (this.#stopped || isLoopback(address)) return FREE;
    const release = await this.#halfOpen.take(address);
    await this.#token();
    return release;
  }

  /** Waits for leave to ask an endpoint of `address`; released once that endpoint is done with. */
  async toAsk(address: string): Promise<Release> {
    if (this.#stopped || isLoopback(address)) return FREE;
    return this.#questions.take(address);
  }

  #stop(): void {
    this.#stopped = true;
    this.#halfOpen.open();
    this.#questions.open();
    for (const wake of this.#queue.splice(0)) wake();
    clearInterval(this.#timer);
  }

  #token(): Promise<void> {
    if (this.#stopped || this.#limits.rate === Number.POSITIVE_INFINITY) return Promise.resolve();
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
