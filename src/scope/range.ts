import type { Target } from '../model/target.ts';
import { formatAddress, parseAddress, type Address } from './address.ts';

/** Consecutive addresses, both ends included. Bigints in both versions: ranges are built, not looked up, in bulk. */
export interface Range {
  readonly version: 4 | 6;
  readonly low: bigint;
  readonly high: bigint;
}

export type RangeSubject = Extract<Target['subject'], { kind: 'range' }>;

export function blockOf(address: Address, prefix: number): Range {
  const bits = address.version === 4 ? 32 : 128;
  const span = 1n << BigInt(bits - prefix);
  const low = (BigInt(address.value) / span) * span;
  return { version: address.version, low, high: low + span - 1n };
}

export function rangeOf(subject: RangeSubject): Range {
  const first = parseAddress(subject.first);
  // A target comes from parseTarget, so this is our bug and nobody's input.
  if (first?.version !== subject.version) throw new Error(`no range: ${subject.first}`);
  return blockOf(first, subject.prefix);
}

export function single(address: Address): Range {
  return { version: address.version, low: BigInt(address.value), high: BigInt(address.value) };
}

export function addressAt(version: 4 | 6, value: bigint): Address {
  return version === 4 ? { version, value: Number(value) } : { version, value };
}

export function sizeOf(range: Range): bigint {
  return range.high - range.low + 1n;
}

export function formatRange(range: Range): string {
  const low = formatAddress(addressAt(range.version, range.low));
  if (range.low === range.high) return low;
  return `${low} to ${formatAddress(addressAt(range.version, range.high))}`;
}

/** `10.0.0.0/8`, or the plain address where the range is one. */
export function formatSubject(subject: Target['subject']): string {
  if (subject.kind === 'name') return subject.name;
  const whole = subject.version === 4 ? 32 : 128;
  return subject.prefix === whole ? subject.first : `${subject.first}/${subject.prefix}`;
}
