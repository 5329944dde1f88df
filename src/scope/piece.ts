import type { Exclusion } from './exclusion.ts';
import type { Range } from './range.ts';

/** A stretch of addresses that get one answer, apart from ports that are excluded there. */
export interface Piece extends Range {
  readonly refusal?: string;
  readonly exceptPorts: readonly Exclusion[];
}

/** Joins neighbours that get the same answer; `pieces` come in order and without holes. */
export function* joinPieces(pieces: Iterable<Piece>): Generator<Piece> {
  let last: Piece | undefined;
  for (const piece of pieces) {
    if (last !== undefined && isSame(last, piece)) {
      last = { ...last, high: piece.high };
      continue;
    }
    if (last !== undefined) yield last;
    last = piece;
  }
  if (last !== undefined) yield last;
}

function isSame(a: Piece, b: Piece): boolean {
  return (
    a.refusal === b.refusal &&
    a.exceptPorts.length === b.exceptPorts.length &&
    a.exceptPorts.every((exclusion, index) => exclusion === b.exceptPorts[index])
  );
}
