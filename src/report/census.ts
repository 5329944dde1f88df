import { productName } from '../catalogue/products.ts';
import type { Access } from '../model/access.ts';
import type { Finding } from '../model/finding.ts';
import type { Endpoint, Observation } from '../model/observation.ts';
import type { Vantage } from '../model/vantage.ts';
import { DataMapRows } from './data-map.ts';
import type { FindingSummary, HostBlock } from './summary.ts';
import { Tally } from './tally.ts';
import { placeOf } from './words.ts';

const GROUPS_MAX = 500;
const EXAMPLES_MAX = 3;

/** What an access means for the reader, apart from findings. */
export type Standing = 'let-in' | 'shut' | 'undecided' | 'unknown';

const STANDING: Readonly<Record<Access, Standing>> = {
  open: 'let-in',
  partial: 'let-in',
  passwordless: 'let-in',
  'default-password': 'let-in',
  unclaimed: 'let-in',
  protected: 'shut',
  denied: 'shut',
  'tls-only': 'undecided',
  identified: 'undecided',
  decoy: 'undecided',
  unknown: 'unknown',
};

export function letsIn({ access }: Observation): boolean {
  return STANDING[access] === 'let-in';
}

/** What an access word says to somebody who reads it for the first time. */
export const ACCESS_MEANS: Readonly<Record<Access, string>> = {
  open: 'lets anyone in',
  partial: 'lets anyone see some of it',
  passwordless: 'a well-known account has no password',
  'default-password': 'an account still has its published password',
  unclaimed: 'the first caller becomes administrator',
  protected: 'asks for credentials',
  denied: 'refuses our address',
  'tls-only': 'wants TLS; nothing more could be learnt',
  identified: 'known, but access could not be decided',
  decoy: 'says yes to what no real product says yes to',
  unknown: 'could not tell',
};

/** Looks of one standing: the first few whole, the rest counted by `key`. */
export interface Standings {
  readonly first: Observation[];
  /** Those beyond the first few. */
  readonly rest: Tally<Endpoint>;
}

export interface Census {
  readonly total: number;
  readonly standings: Readonly<Record<Standing, Standings>>;
  /** Second ports that products are known for and that this run did not ask. */
  readonly notAsked: Tally<Endpoint>;
  /** Which data stands where. */
  readonly dataMap: DataMapRows;
  /** The look that a finding rests on, for findings that are told one by one. */
  readonly lookOf: (finding: Finding) => Observation | undefined;
}

/** One pass over the observations. Keeps those behind the told findings, and the first `keep` of each standing. */
export function takeCensus(
  observations: Iterable<Observation>,
  summary: FindingSummary,
  keep: number,
  vantage?: Vantage,
): Census {
  const told = new Told(summary);
  const standings: Record<Standing, Standings> = {
    'let-in': emptyStandings(),
    shut: emptyStandings(),
    undecided: emptyStandings(),
    unknown: emptyStandings(),
  };
  const notAsked = new Tally<Endpoint>(GROUPS_MAX, EXAMPLES_MAX);
  const dataMap = new DataMapRows(keep, vantage);
  let total = 0;

  for (const look of observations) {
    total++;
    dataMap.add(look);
    countNeighbours(look, notAsked);
    const hasFinding = told.keep(look);
    const standing = STANDING[look.access];
    // Who is let in stands among the findings; here only those that no rule objects to.
    if (standing === 'let-in' && hasFinding) continue;
    place(look, standing, standings[standing], keep);
  }

  for (const { first } of Object.values(standings)) first.sort(byPlace);
  return { total, standings, notAsked, dataMap, lookOf: (finding) => told.lookOf(finding) };
}

/** The order of looks is that of their answers, which helps nobody to find one. */
const order = new Intl.Collator('en', { numeric: true });

function byPlace(one: Observation, other: Observation): number {
  return order.compare(placeOf(one), placeOf(other));
}

function emptyStandings(): Standings {
  return { first: [], rest: new Tally<Endpoint>(GROUPS_MAX, EXAMPLES_MAX) };
}

function place(look: Observation, standing: Standing, into: Standings, keep: number): void {
  if (into.first.length < keep) into.first.push(look);
  else into.rest.add(standing === 'unknown' ? look.reason : kindOf(look), look.endpoint);
}

function kindOf(look: Observation): string {
  return look.product === null ? (look.protocol ?? 'unidentified') : productName(look.product);
}

function countNeighbours(look: Observation, notAsked: Tally<Endpoint>): void {
  if (look.source !== 'network') return;
  const ports = (look.neighbours ?? [])
    .filter(({ asked }) => !asked)
    .map(({ port, role }) => (role === 'data' ? `${port}` : `${port} (${role})`));
  if (ports.length === 0) return;
  notAsked.add(`${kindOf(look)} on port ${ports.join(', ')}`, look.endpoint);
}

/** The endpoints, assets and products that have a finding, and the looks behind those told one by one. */
class Told {
  readonly #looks = new Map<string, Observation | undefined>();
  readonly #assets = new Map<string, Observation | undefined>();
  readonly #collapsedProducts = new Set<string | null>();

  constructor(summary: FindingSummary) {
    for (const block of summary.blocks) {
      if (block.kind === 'many') {
        this.#collapsedProducts.add(block.worst.product);
        continue;
      }
      for (const finding of block.findings) {
        this.#looks.set(keyOf(finding), undefined);
        this.#assets.set(finding.asset, undefined);
      }
    }
  }

  /** Keeps the look if a told finding rests on it; says whether a finding speaks of it at all. */
  keep(look: Observation): boolean {
    const key = keyOf({ where: look.endpoint, asset: look.asset });
    const isPlace = this.#looks.has(key);
    const isAsset = this.#assets.has(look.asset);
    if (isPlace) this.#looks.set(key, look);
    if (isAsset && this.#assets.get(look.asset) === undefined) this.#assets.set(look.asset, look);
    return isPlace || isAsset || this.#collapsedProducts.has(look.product);
  }

  lookOf(finding: Finding): Observation | undefined {
    return this.#looks.get(keyOf(finding)) ?? this.#assets.get(finding.asset);
  }
}

/** Beside the address the asset, since what files open all stands at the same. */
function keyOf({ where, asset }: Pick<Finding, 'where' | 'asset'>): string {
  return `${where.host ?? ''}|${where.address}|${where.port}|${asset}`;
}

/** A finding with the look that it rests on. */
export interface Telling {
  readonly finding: Finding;
  readonly look: Observation | undefined;
  /** The worst finding of that look. Evidence stands once, beside it. */
  readonly isFirst: boolean;
}

export function* tellings(block: HostBlock, census: Census): Generator<Telling> {
  const seen = new Set<Observation>();
  for (const finding of block.findings) {
    const look = census.lookOf(finding);
    yield { finding, look, isFirst: look !== undefined && !seen.has(look) };
    if (look !== undefined) seen.add(look);
  }
}
