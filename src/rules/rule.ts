import type { Observation } from '../model/observation.ts';
import type { Policy } from '../model/config.ts';
import type { Vantage } from '../model/vantage.ts';
import type { Verdict } from '../model/verdict.ts';

/** Which accounts the look was allowed to try; see `--accounts`. */
export type AccountsTried = 'none' | 'empty' | 'default';

/** What a rule is told. It knows neither the clock nor the network. */
export interface Judged {
  readonly asset: string;
  /** What the verdict is about. */
  readonly observation: Observation;
  /** With `needs: 'one'` the observation alone; with `needs: 'host'` all of the same address, in any order. */
  readonly observations: readonly Observation[];
  readonly policy: Policy;
  readonly accounts: AccountsTried;
  /** The configured one; without it the addresses tell who can stand there. */
  readonly vantage?: Vantage | undefined;
  /** The time that counts as now. */
  readonly asOf: Date;
}

/** One rule: a header that a person can read, and one pure judgement. */
export interface Rule {
  /** A noun in kebab-case, equal to the file's name. */
  readonly id: string;
  /** A noun phrase; a finding's title is the product's name and this. */
  readonly title: string;
  /** What is judged. An `unknown` about access means more than one about a version. */
  readonly about:
    | 'access'
    | 'account'
    | 'transport'
    | 'certificate'
    | 'network'
    | 'version'
    | 'data';
  readonly reads: readonly Observation['source'][];
  readonly needs: 'one' | 'host';
  /** Why it matters, in one or two sentences. */
  readonly why: string;
  /** What to do about it, in one line; `catalogue/remedies.ts` has the product's own words. */
  readonly remedy: string;
  readonly cwe: readonly string[];
  /** Pages of vendors and standards that the rule rests on. */
  readonly references: readonly string[];
  /** What each verdict means, for the rule's page. */
  readonly verdicts: {
    readonly fail: string;
    readonly pass: string;
    readonly notApplicable?: string;
    readonly unknown?: string;
  };
  readonly judge: (judged: Judged) => Verdict;
}

export function defineRule(rule: Rule): Rule {
  return rule;
}
