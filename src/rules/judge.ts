import { accountSource } from '../catalogue/accounts.ts';
import { endOfLife } from '../catalogue/end-of-life.ts';
import { productName } from '../catalogue/products.ts';
import { remedyFor } from '../catalogue/remedies.ts';
import type { Policy } from '../model/config.ts';
import type { Observation } from '../model/observation.ts';
import type { Vantage } from '../model/vantage.ts';
import type { Verdict } from '../model/verdict.ts';
import { rules } from './index.ts';
import type { AccountsTried, Rule } from './rule.ts';

export interface Circumstances {
  readonly policy: Policy;
  /** The time that counts as now. */
  readonly asOf: Date;
  /** Which accounts the look was allowed to try; `none` if not given. */
  readonly accounts?: AccountsTried;
  readonly vantage?: Vantage | undefined;
}

export interface Judgement {
  readonly rule: Rule;
  readonly asset: string;
  readonly observation: Observation;
  readonly verdict: Verdict;
}

/** What a person is told beside a failed verdict: all of it from the catalogue and the rule's header. */
export interface Advice {
  /** The product's name, for titles. */
  readonly subject: string;
  readonly remedy: string;
  readonly references: readonly string[];
}

const ofOne = rules.filter(({ needs }) => needs === 'one');
const ofHost = rules.filter(({ needs }) => needs === 'host');

function* apply(
  chosen: readonly Rule[],
  observation: Observation,
  observations: readonly Observation[],
  { policy, asOf, accounts = 'none', vantage }: Circumstances,
): Generator<Judgement> {
  const { asset } = observation;
  const judged = { asset, observation, observations, policy, accounts, vantage, asOf };
  for (const rule of chosen) {
    if (!rule.reads.includes(observation.source)) continue;
    yield { rule, asset, observation, verdict: rule.judge(judged) };
  }
}

/** The rules that need one observation; may be asked as soon as it is there. */
export function judgeOne(
  observation: Observation,
  circumstances: Circumstances,
): Generator<Judgement> {
  return apply(ofOne, observation, [observation], circumstances);
}

/** The rules that need all observations of one address, once they are complete. */
export function* judgeHost(
  observations: readonly Observation[],
  circumstances: Circumstances,
): Generator<Judgement> {
  for (const observation of observations) {
    yield* apply(ofHost, observation, observations, circumstances);
  }
}

/** All rules over any number of observations, grouped by address where a rule needs that. */
export function* judgeAll(
  observations: Iterable<Observation>,
  circumstances: Circumstances,
): Generator<Judgement> {
  const hosts = new Map<string, Observation[]>();
  for (const observation of observations) {
    yield* judgeOne(observation, circumstances);
    const beside = hosts.get(observation.endpoint.address);
    if (beside) beside.push(observation);
    else hosts.set(observation.endpoint.address, [observation]);
  }
  for (const beside of hosts.values()) yield* judgeHost(beside, circumstances);
}

/** Pages about this very product that the rule's header cannot know. */
function pagesFor({ rule, observation: { product, version } }: Judgement): (string | undefined)[] {
  if (product === null) return [];
  const ofAccounts = rule.about === 'account' ? accountSource(product) : undefined;
  const ofVersion =
    rule.about === 'version' && version !== null ? endOfLife(product, version)?.source : undefined;
  return [ofAccounts, ofVersion];
}

/** What depends on rule and product alone is put together once, however many endpoints it is said of. */
const advised = new Map<string, Advice>();

export function adviceFor(judgement: Judgement): Advice {
  const { rule, observation } = judgement;
  if (rule.about === 'version') return advise(judgement);
  const key = `${rule.id} ${observation.product}`;
  const known = advised.get(key) ?? advise(judgement);
  advised.set(key, known);
  return known;
}

function advise(judgement: Judgement): Advice {
  const { rule, observation } = judgement;
  const own = remedyFor(rule.id, observation.product);
  const pages = [own?.docs, ...pagesFor(judgement), ...rule.references];
  return {
    subject: productName(observation.product),
    remedy: own?.text ?? rule.remedy,
    references: [...new Set(pages.filter((page) => page !== undefined))],
  };
}

/** What one rule says of one observation; nothing where there is no such rule any more. */
export function verdictOf(
  id: string,
  observation: Observation,
  /** All of the same address, itself included. */
  beside: readonly Observation[],
  { policy, asOf, accounts = 'none', vantage }: Circumstances,
): Verdict | undefined {
  const rule = rules.find((each) => each.id === id);
  if (!rule?.reads.includes(observation.source)) return undefined;
  const { asset } = observation;
  const observations = rule.needs === 'one' ? [observation] : beside;
  return rule.judge({ asset, observation, observations, policy, accounts, vantage, asOf });
}
