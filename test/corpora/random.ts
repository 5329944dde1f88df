/** A stream of numbers that is the same everywhere (mulberry32), and what corpora draw from it. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 to 1, without 1. */
  next(): number {
    this.#state = (this.#state + 0x6d_2b_79_f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** Both ends included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(list: readonly T[]): T {
    const drawn = list[this.int(0, list.length - 1)];
    if (drawn === undefined) throw new Error('nothing to pick from');
    return drawn;
  }

  some<T>(list: readonly T[], count: number): T[] {
    const left = [...list];
    return Array.from({ length: Math.min(count, left.length) }, () =>
      left.splice(this.int(0, left.length - 1), 1),
    ).flat();
  }

  text(signs: string, length: number): string {
    return Array.from({ length }, () => signs[this.int(0, signs.length - 1)]).join('');
  }

  digits(length: number): string {
    return this.text('0123456789', length);
  }

  hex(length: number): string {
    return this.text('0123456789abcdef', length);
  }

  base62(length: number): string {
    return this.text('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', length);
  }

  base64(length: number): string {
    return this.text('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', length);
  }

  uuid(): string {
    return `${this.hex(8)}-${this.hex(4)}-4${this.hex(3)}-${this.pick(['8', '9', 'a', 'b'])}${this.hex(3)}-${this.hex(12)}`;
  }

  day(from: number, to: number): string {
    const two = (value: number): string => String(value).padStart(2, '0');
    return `${this.int(from, to)}-${two(this.int(1, 12))}-${two(this.int(1, 28))}`;
  }

  moment(): string {
    const two = (value: number): string => String(value).padStart(2, '0');
    return `${this.day(2023, 2025)}T${two(this.int(0, 23))}:${two(this.int(0, 59))}:${two(this.int(0, 59))}Z`;
  }

  /** Draws until it is right: what a check digit lets pass once in ten. */
  until(test: (text: string) => boolean, make: () => string): string {
    for (let tries = 0; tries < 20_000; tries += 1) {
      const drawn = make();
      if (test(drawn)) return drawn;
    }
    throw new Error('no such value was drawn');
  }
}
