import type { Control } from '../model/access.ts';
import type { Finding } from '../model/finding.ts';
import type { FileFact, FileObservation, Observation } from '../model/observation.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Vantage } from '../model/vantage.ts';
import { cvssLabel } from './cvss.ts';
import { findingId } from './identity.ts';
import { reachOf, type Whereabouts } from '../model/reach.ts';
import { stakesOf, wasRead } from './at-stake.ts';
import { severityOf, worstScore } from './score.ts';

/** A failed verdict with what a person is told about it; all words are ours. */
export interface Failure {
  readonly rule: { readonly id: string; readonly title: string; readonly about: string };
  readonly asset: string;
  readonly observation: Observation;
  readonly verdict: Extract<Verdict, { outcome: 'fail' }>;
  /** The product's name. */
  readonly subject: string;
  readonly remedy: string;
  readonly references: readonly string[];
}

export interface Standpoint {
  /** The configured vantage; without one, the addresses decide. */
  readonly vantage?: Vantage | undefined;
}

/** Only what lets a caller in has a CVSS vector; an old version or certificate has none of its own. */
function cvssOf({ rule, verdict }: Failure, vantage: Vantage): string | undefined {
  if (rule.about !== 'access' && rule.about !== 'account') return undefined;
  return cvssLabel(verdict.gives, vantage, { needsAccount: rule.about === 'account' });
}

/** Where rows were read, a door that lets anyone in gives at least reading. */
function givenBy({ rule, verdict, observation }: Failure): Control {
  const opens = rule.about === 'access' || rule.about === 'account';
  const isLess = verdict.gives === 'metadata' || verdict.gives === 'banner';
  return opens && isLess && wasRead(observation) ? 'read' : verdict.gives;
}

function whereaboutsOf(observation: Observation, vantage: Vantage | undefined): Whereabouts {
  const { address, boundTo } = observation.endpoint;
  const foreseen = observation.source === 'file' ? observation.reach : undefined;
  return { vantage, foreseen, address, boundTo };
}

/** The lines that the rule is about; those that open the way count where somebody is let in. */
function changesOf({ facts }: FileObservation, about: string): FileFact[] {
  const opens = about === 'access' || about === 'account';
  const own = facts.filter((fact) => fact.about === about);
  return [
    ...own.filter(({ add }) => add === undefined),
    ...facts.filter((fact) => opens && fact.about === 'network'),
    // What nobody wrote has no line of its own: it comes after the lines that somebody did.
    ...own.filter(({ add }) => add !== undefined),
  ];
}

function placeOf(observation: Observation, changes: readonly FileFact[]): Finding['where'] {
  const { endpoint } = observation;
  if (observation.source !== 'file') return endpoint;
  const { file, line, column } = changes[0] ?? observation.where;
  return { ...endpoint, file, line, column };
}

export function toFinding(failure: Failure, { vantage }: Standpoint): Finding {
  const { rule, asset, observation, verdict, subject, remedy, references } = failure;
  const { product } = observation;
  const whereabouts = whereaboutsOf(observation, vantage);
  const gives = givenBy(failure);
  const score = worstScore({ ...whereabouts, gives }, stakesOf(observation));
  const cvss = cvssOf(failure, reachOf(whereabouts).vantage);
  const changes = observation.source === 'file' ? changesOf(observation, rule.about) : [];

  return {
    id: findingId(rule.id, asset),
    rule: rule.id,
    severity: severityOf(score),
    title: `${subject}: ${rule.title}`,
    asset,
    where: placeOf(observation, changes),
    product,
    why: verdict.because,
    remedy,
    references: [...references],
    score,
    ...(cvss !== undefined && { cvss }),
    ...(changes.length > 0 && { changes }),
  };
}

/** Worst first; among equals by place, so that two runs print the same. */
export function byRank(a: Finding, b: Finding): number {
  return (
    b.score.value - a.score.value ||
    compare(a.asset, b.asset) ||
    compare(a.rule, b.rule) ||
    compare(a.where.address, b.where.address)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** One finding for each rule and asset, the worst of them where several addresses reach one asset; worst first. */
export function toFindings(failures: Iterable<Failure>, standpoint: Standpoint): Finding[] {
  const found = new Map<string, Finding>();
  for (const failure of failures) {
    const finding = toFinding(failure, standpoint);
    const known = found.get(finding.id);
    if (!known || byRank(finding, known) < 0) found.set(finding.id, finding);
  }
  return [...found.values()].toSorted(byRank);
}
