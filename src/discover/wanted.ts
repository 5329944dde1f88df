import type { Candidate, Target } from '../model/target.ts';
import type { Scope } from '../scope/guard.ts';
import { countPorts, type PortRanges } from '../scope/port-ranges.ts';
import { sizeOf, type Range } from '../scope/range.ts';
import type { Wanted } from '../scope/space.ts';
import type { Refusals } from './refusals.ts';

/** What a candidate is made of, beside its address and port. */
export type Source = Pick<Candidate, 'target' | 'host' | 'listener'>;

/**
 * What of `range` the scope allows to `source`; the rest is counted as refused. Done by stretches, so that a /8 out
 * of scope costs no more than an address.
 */
export function* allowedParts(
  range: Range,
  source: Source,
  ports: PortRanges,
  scope: Scope,
  refusals: Refusals,
): Generator<Wanted<Source>> {
  for (const piece of scope.pieces(source.target, range)) {
    if (piece.refusal === undefined) yield { range: piece, source, ports };
    else refusals.add(source.target.text, piece.refusal, Number(sizeOf(piece)) * countPorts(ports));
  }
}

/** Targets with a path go first: where two lead to one endpoint, the first has it, and the path would be lost. */
export function pathsFirst(targets: readonly Target[]): Target[] {
  return [
    ...targets.filter(({ path }) => path !== undefined),
    ...targets.filter(({ path }) => path === undefined),
  ];
}

/** Those whose path cannot be asked, because another path is asked at the same host and port. */
export function shadowedPaths(targets: readonly Target[]): Target[] {
  const paths = new Map<string, string>();
  return targets.filter(({ subject, ports, path }) => {
    if (path === undefined) return false;
    const key = JSON.stringify([subject, ports]);
    const known = paths.get(key);
    if (known === undefined) paths.set(key, path);
    return known !== undefined && known !== path;
  });
}
