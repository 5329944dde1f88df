import type { Target } from '../model/target.ts';
import { parseAddress } from './address.ts';
import { formatPorts } from './port-ranges.ts';
import type { Scope } from './guard.ts';
import type { Piece } from './piece.ts';
import { formatRange, rangeOf, single, type Range } from './range.ts';

/** One line of the answer to "may we look there, and why (not)". */
export interface Explanation {
  /** The addresses or the target that it speaks of. */
  readonly what: string;
  readonly allowed: boolean;
  readonly reason: string;
}

/** For a name, `addresses` are those that it resolves to. */
export function explainScope(
  scope: Scope,
  target: Target,
  addresses: readonly string[] = [],
): Explanation[] {
  const refusal = scope.refusesTarget(target);
  if (refusal !== undefined) return [{ what: target.text, allowed: false, reason: refusal }];
  if (target.subject.kind === 'range') return explainRange(scope, target, rangeOf(target.subject));

  return addresses.flatMap((text): Explanation[] => {
    const address = parseAddress(text);
    if (address !== undefined) return explainRange(scope, target, single(address));
    return [
      { what: text, allowed: false, reason: 'no plain address, and where it leads cannot be told' },
    ];
  });
}

function explainRange(scope: Scope, target: Target, range: Range): Explanation[] {
  return Array.from(scope.pieces(target, range), (piece) => ({
    what: formatRange(piece),
    allowed: piece.refusal === undefined,
    reason: piece.refusal ?? permission(piece),
  }));
}

function permission({ exceptPorts }: Piece): string {
  const parts = exceptPorts.flatMap(({ by, ports }) =>
    ports === null ? [] : [`not at port ${formatPorts(ports)} (excluded by ${by})`],
  );
  return ['in scope', ...parts].join(', ');
}
