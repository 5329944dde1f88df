/** The counts of a run. Nothing here grows with the number of closed ports. */
import type { Observation } from '../model/observation.ts';
import type { Coverage, Gap } from '../model/run.ts';
import type { WireError } from '../protocols/line.ts';

/** Gaps and refusals that are told one by one; more are counted. */
const MOST_TOLD = 1000;

class Told {
  readonly #known = new Map<string, Gap>();
  #more = 0;

  add(target: string, reason: string): void {
    const key = `${target}\0${reason}`;
    if (this.#known.has(key)) return;
    if (this.#known.size < MOST_TOLD) this.#known.set(key, { target, reason });
    else this.#more += 1;
  }

  list(): Gap[] {
    const all = [...this.#known.values()];
    if (this.#more > 0) all.push({ target: `${this.#more} more`, reason: 'not listed one by one' });
    return all;
  }
}

function rootsOnly(count: number): string[] {
  if (count === 0) return [];
  const many = count === 1 ? '1 web server was' : `${count} web servers were`;
  return [
    `${many} read at the root only, as in every sweep: exposed files, debug pages and APIs are asked where a target is named by itself, or with --closely.`,
  ];
}

export class Tally {
  endpoints = 0;
  connections = 0;
  refused = 0;
  silent = 0;
  undeclared = 0;
  answered = 0;
  open = 0;
  readonly byAccess: Record<string, number> = {};
  readonly unknownRules: Record<string, number> = {};
  readonly gaps = new Told();
  readonly outOfScope = new Told();
  readonly blindSpots: string[] = [];
  /** Web servers of which only the root was read. */
  rootsOnly = 0;
  /** Access rules that could not tell; what `--fail-on-unknown` counts. */
  unknownAccess = 0;

  observed({ access }: Observation): void {
    this.answered += 1;
    this.byAccess[access] = (this.byAccess[access] ?? 0) + 1;
    if (access === 'open' || access === 'partial') this.open += 1;
  }

  notThere(target: string, { fault, message }: WireError): void {
    if (fault === 'refused') this.refused += 1;
    else if (fault === 'out-of-scope') this.outOfScope.add(target, message);
    else if (fault === 'timed-out') this.silent += 1;
    else if (fault !== 'cancelled') this.gaps.add(target, `no way there (${message})`);
  }

  coverage(): Coverage {
    return {
      endpoints: this.endpoints,
      connections: this.connections,
      refused: this.refused,
      silent: this.silent,
      byAccess: this.byAccess,
      unknownRules: this.unknownRules,
      gaps: this.gaps.list(),
      blindSpots: [...this.blindSpots, ...rootsOnly(this.rootsOnly)],
      undeclaredRequests: this.undeclared,
    };
  }
}
