/** Amounts that one kind of trail shows, kept apart by how sure they are. */
import type { Certainty } from '../../model/ledger.ts';
import type { Bytes, TrailEvent } from '../trails/event.ts';

export interface Sum {
  requests: number;
  rows: number;
  /** Requests whose rows are not known. */
  rowless: number;
  scanned: number;
  ram: number;
  payload: number;
  wire: number;
}

/** Surest first. */
export const CERTAINTIES: readonly Certainty[] = ['proven', 'bounded', 'unbounded'];

export type Sums = Partial<Record<Certainty, Sum>>;

function empty(): Sum {
  return { requests: 0, rows: 0, rowless: 0, scanned: 0, ram: 0, payload: 0, wire: 0 };
}

export function sumOf(sums: Sums, certainty: Certainty): Sum {
  return (sums[certainty] ??= empty());
}

/** `certainty` is given where the event's own does not hold for what is summed. */
export function add(sums: Sums, found: TrailEvent, certainty: Certainty = found.certainty): void {
  const sum = sumOf(sums, certainty);
  const { bytes } = found;
  sum.requests += found.requests;
  sum.scanned += found.scanned ?? 0;
  if (found.rows === null) sum.rowless += found.requests;
  else sum.rows += found.rows;
  addBytes(sum, bytes);
}

function addBytes(sum: Sum, { ram = 0, payload = 0, wire = 0 }: Bytes): void {
  sum.ram += ram;
  sum.payload += payload;
  sum.wire += wire;
}

export function merge(into: Sums, from: Sums): void {
  for (const certainty of CERTAINTIES) {
    const sum = from[certainty];
    if (!sum) continue;
    const target = sumOf(into, certainty);
    target.requests += sum.requests;
    target.rows += sum.rows;
    target.rowless += sum.rowless;
    target.scanned += sum.scanned;
    addBytes(target, sum);
  }
}

export function requestsOf(sums: Sums): number {
  return Object.values(sums).reduce((all, { requests }) => all + requests, 0);
}

function scannedOf(sums: Sums): number {
  return Object.values(sums).reduce((all, { scanned }) => all + scanned, 0);
}

/** How much of it a trail can prove, then how much it can bound. */
function strength(sums: Sums): number {
  const proven = sums.proven?.requests ?? 0;
  const bounded = sums.bounded?.requests ?? 0;
  return proven > 0 ? 2 : bounded > 0 ? 1 : 0;
}

/**
 * Several trails show the same requests. The strongest counts; a weaker one adds what it shows beyond it: requests that
 * the stronger does not have, and at most as many rows as were looked at beyond those that it explains.
 */
export function resolve(byKind: ReadonlyMap<string, Sums>): Sums {
  const ordered = [...byKind.values()].toSorted(
    (a, b) => strength(b) - strength(a) || requestsOf(b) - requestsOf(a),
  );
  const result: Sums = {};
  for (const sums of ordered) {
    const more = requestsOf(sums) - requestsOf(result);
    if (Object.keys(result).length === 0) merge(result, sums);
    else if (more > 0) addBeyond(result, sums, more);
  }
  return result;
}

function addBeyond(result: Sums, sums: Sums, more: number): void {
  const isBounded = (sums.bounded?.rowless ?? 1) === 0 && sums.unbounded === undefined;
  const scanned = Math.max(0, scannedOf(sums) - scannedOf(result));
  const sum = sumOf(result, isBounded ? 'bounded' : 'unbounded');
  sum.requests += more;
  if (isBounded) sum.rows += scanned;
  else sum.rowless += more;
}
