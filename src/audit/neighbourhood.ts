/** `--neighbours`: the known second ports of a product that was found, asked in the same run. */
import type { NetworkObservation } from '../model/observation.ts';
import type { Candidate } from '../model/target.ts';
import { hasPort } from '../scope/port-ranges.ts';

export class Neighbourhood {
  readonly #on: boolean;
  readonly #known = new Set<string>();
  readonly #wanted: Candidate[] = [];

  constructor(on: boolean) {
    this.#on = on;
  }

  add(candidate: Candidate, { neighbours = [] }: NetworkObservation): void {
    if (!this.#on || candidate.listener) return;
    const { ports } = candidate.target;
    for (const { port } of neighbours) {
      const key = `${candidate.address} ${port}`;
      if (ports === null || hasPort(ports, port) || this.#known.has(key)) continue;
      this.#known.add(key);
      this.#wanted.push({ ...candidate, port });
    }
  }

  take(): readonly Candidate[] {
    return this.#wanted.splice(0);
  }
}
