import { describe, expect, it } from 'vitest';
import type { NetworkObservation } from '../src/model/observation.ts';
import type { Verdict } from '../src/model/verdict.ts';
import type { Judged, Rule } from '../src/rules/rule.ts';

type Seen = Partial<NetworkObservation>;

/** What was seen, where it differs from a protected Redis on a private address; and what lay around it. */
interface Case extends Seen {
  readonly beside?: readonly Seen[];
  readonly circumstances?: Partial<Pick<Judged, 'policy' | 'accounts' | 'asOf' | 'vantage'>>;
}

type Named = Record<string, Case>;

interface Cases {
  readonly fail: Named;
  readonly pass: Named;
  readonly 'not-applicable'?: Named;
  readonly unknown?: Named;
}

/** The clock of all tables. */
export const NOW = new Date('2026-11-25T12:00:00Z');

/** A protected Redis on a private address, except where `seen` says otherwise. */
export function observation(seen: Seen = {}): NetworkObservation {
  return {
    source: 'network',
    asset: '10.0.0.5:6379',
    endpoint: { address: '10.0.0.5', port: 6379, transport: 'tcp' },
    product: 'redis',
    protocol: 'resp',
    version: null,
    access: 'protected',
    proof: [],
    control: [],
    grants: null,
    reason: 'PING was answered with NOAUTH.',
    authMethods: [],
    tls: null,
    transcript: [],
    connections: { look: 1, tls: 0, accounts: 0 },
    at: '2026-11-25T11:59:00Z',
    ...seen,
  };
}

export function verdictOf(rule: Rule, { beside = [], circumstances = {}, ...seen }: Case): Verdict {
  const subject = observation(seen);
  return rule.judge({
    asset: subject.asset,
    observation: subject,
    observations: [...beside.map((other) => observation(other)), subject],
    policy: {},
    accounts: 'none',
    asOf: NOW,
    ...circumstances,
  });
}

/** A table of observations, under the verdict that each must get. Every rule is tried both ways. */
export function ruleCases(rule: Rule, cases: Cases): void {
  describe(rule.id, () => {
    it('is tried both ways', () => {
      expect(Object.keys(cases.fail)).not.toEqual([]);
      expect(Object.keys(cases.pass)).not.toEqual([]);
    });

    for (const [outcome, table] of Object.entries<Named>({ ...cases })) {
      it.each(Object.entries(table))(`${outcome}: %s`, (_name, seen) => {
        const verdict = verdictOf(rule, seen);
        expect(verdict.outcome).toBe(outcome);
        expect('because' in verdict ? verdict.because : 'No word is needed.').toMatch(/\.$/);
      });
    }

    it('never passes what is not known, and finds nothing in a decoy', () => {
      expect(['unknown', 'not-applicable']).toContain(
        verdictOf(rule, { access: 'unknown', reason: 'It said nothing.' }).outcome,
      );
      expect(verdictOf(rule, { access: 'decoy', reason: 'It says yes to all.' }).outcome).toBe(
        'not-applicable',
      );
    });
  });
}
