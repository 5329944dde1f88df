import type { Gap } from '../model/run.ts';
import type { Target } from '../model/target.ts';
import { parseAddress } from '../scope/address.ts';
import type { Scope } from '../scope/guard.ts';
import { countPorts, type PortRanges } from '../scope/port-ranges.ts';
import { quote } from '../scope/quote.ts';
import { single } from '../scope/range.ts';
import type { Wanted } from '../scope/space.ts';
import type { Refusals } from './refusals.ts';
import type { Resolve } from './resolve.ts';
import { allowedParts, type Source } from './wanted.ts';

export interface NameFacts {
  readonly usualPorts: PortRanges;
  readonly scope: Scope;
  readonly resolve: Resolve;
  readonly signal?: AbortSignal | undefined;
  readonly onGap: (gap: Gap) => void;
  readonly refusals: Refusals;
}

/** Name targets by their name, in order. */
export function groupByName(targets: readonly Target[]): [name: string, targets: Target[]][] {
  const groups = new Map<string, Target[]>();
  for (const target of targets) {
    if (target.subject.kind !== 'name') continue;
    const known = groups.get(target.subject.name);
    if (known === undefined) groups.set(target.subject.name, [target]);
    else known.push(target);
  }
  return [...groups];
}

/** What one name leads to, as far as the scope allows. A name that may not be asked is not looked up either. */
export async function wantName(
  name: string,
  targets: readonly Target[],
  facts: NameFacts,
): Promise<Wanted<Source>[]> {
  const open = targets.filter((target) => {
    const refusal = facts.scope.refusesTarget(target);
    if (refusal === undefined) return true;
    facts.refusals.add(target.text, refusal, countPorts(target.ports ?? facts.usualPorts));
    return false;
  });
  if (open.length === 0) return [];

  const resolution = await facts.resolve(name, facts.signal);
  if (!resolution.ok) {
    for (const { text } of open) facts.onGap({ target: text, reason: resolution.reason });
    return [];
  }
  const { addresses, omitted } = resolution;
  if (omitted > 0) {
    const reason = `the name has ${addresses.length + omitted} addresses; the first ${addresses.length} are asked`;
    facts.onGap({ target: name, reason });
  }
  return open.flatMap((target) =>
    addresses.flatMap((text) => wantAddress(text, target, name, facts)),
  );
}

function wantAddress(
  text: string,
  target: Target,
  host: string,
  { usualPorts, scope, refusals }: NameFacts,
): Wanted<Source>[] {
  const ports = target.ports ?? usualPorts;
  const address = parseAddress(text);
  if (address !== undefined) {
    return [...allowedParts(single(address), { target, host }, ports, scope, refusals)];
  }
  const reason = `${host} leads to ${quote(text)}, which is no plain address`;
  refusals.add(target.text, reason, countPorts(ports));
  return [];
}
