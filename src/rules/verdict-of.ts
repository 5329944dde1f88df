import type { Observation } from '../model/observation.ts';
import type { Verdict } from '../model/verdict.ts';
import { rules } from './index.ts';
import type { Circumstances } from './judge.ts';

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
