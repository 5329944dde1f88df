import type { Gap } from '../model/run.ts';

const MOST_KINDS = 10_000;

/** Counts refused endpoints by target and reason, so that a refused range is one line. */
export class Refusals {
  readonly #report: (refusal: Gap, endpoints: number) => void;
  readonly #counts = new Map<string, { refusal: Gap; endpoints: number }>();

  constructor(report: (refusal: Gap, endpoints: number) => void) {
    this.#report = report;
  }

  add(target: string, reason: string, endpoints: number): void {
    const key = `${target}\n${reason}`;
    const known = this.#counts.get(key);
    if (known !== undefined) {
      known.endpoints += endpoints;
      return;
    }
    this.#counts.set(key, { refusal: { target, reason }, endpoints });
    if (this.#counts.size >= MOST_KINDS) this.flush();
  }

  flush(): void {
    for (const { refusal, endpoints } of this.#counts.values()) this.#report(refusal, endpoints);
    this.#counts.clear();
  }
}
