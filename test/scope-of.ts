import type { ScopeEntry } from '../src/model/config.ts';
import { makeScope, type Scope, type ScopeFacts } from '../src/scope/guard.ts';
import { parseTarget } from '../src/scope/parse-target.ts';

/** What the operator says, in words. */
export interface Said extends Partial<Omit<ScopeFacts, 'named' | 'exclude'>> {
  readonly named?: readonly string[];
  readonly exclude?: readonly string[];
}

export function scopeOf({ named = [], exclude = [], ...rest }: Said): Scope {
  return makeScope({
    entries: [],
    iOwn: [],
    ownListeners: false,
    asOf: new Date('2026-11-25T12:00:00Z'),
    ...rest,
    named: named.map(parseTarget),
    exclude: exclude.map(parseTarget),
  });
}

/** `yes`, or why not. */
export function ask(scope: Scope, target: string, address: string, port = 6379): string {
  const permit = scope.permit({ target: parseTarget(target), address, port });
  return permit.allowed ? 'yes' : permit.reason;
}

export const attested = (range: string, on: string, until?: string): ScopeEntry => ({
  range,
  owner: 'Ops',
  attested: { by: 'Ann', on, ...(until !== undefined && { until }) },
});
