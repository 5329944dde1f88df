import type { Target } from '../model/target.ts';
import { exclusionsOfName, type Exclusion, type Exclusions } from './exclusion.ts';
import { isLocalhost, namesAbove } from './name.ts';
import { formatSubject, rangeOf } from './range.ts';
import { isTooWide, type Claim } from './ownership.ts';

/** How a target leads to addresses, worked out once for each target. */
export interface Way {
  /** The name, for a target that was looked up. */
  readonly name?: string;
  /** First and last address of a range target; both ends as its version has them. */
  readonly ends?: {
    readonly version: 4 | 6;
    readonly low: number | bigint;
    readonly high: number | bigint;
  };
  /** What to write after `--i-own`. */
  readonly mend: string;
  readonly exclusions: readonly Exclusion[];
  /** Somebody named it: no address that a server or a stranger brings up is asked. */
  readonly named: boolean;
  readonly localhost: boolean;
  readonly owned: boolean;
  readonly lacks?: string;
}

export interface NameFacts {
  readonly named: ReadonlySet<string>;
  readonly claims: ReadonlyMap<string, readonly Claim[]>;
  readonly excluded: Exclusions['names'];
}

export function surveyWay(target: Target, facts: NameFacts): Way {
  const { subject } = target;
  const mend = isTooWide(subject) ? 'CIDR' : formatSubject(subject);
  if (subject.kind === 'name') return { ...surveyName(subject.name, facts), mend };

  const { version, low, high } = rangeOf(subject);
  const ends =
    version === 4 ? { version, low: Number(low), high: Number(high) } : { version, low, high };
  return { ends, mend, exclusions: [], named: true, localhost: false, owned: false };
}

function surveyName(name: string, { named, claims, excluded }: NameFacts): Omit<Way, 'mend'> {
  const covering = [...namesAbove(name)].flatMap((above) => claims.get(above) ?? []);
  const lacks = covering.find((claim) => claim.lacks !== undefined)?.lacks;
  return {
    name,
    exclusions: exclusionsOfName(excluded, name),
    named: named.has(name) || covering.length > 0,
    localhost: isLocalhost(name),
    owned: covering.some((claim) => claim.lacks === undefined),
    ...(lacks !== undefined && { lacks }),
  };
}
