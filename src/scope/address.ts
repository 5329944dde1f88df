import { formatIPv4, parseIPv4 } from './ipv4.ts';
import { formatIPv6, parseIPv6 } from './ipv6.ts';

/** An address as a number, so that one address has one form however it was spelt. */
export type Address =
  | { readonly version: 4; readonly value: number }
  | { readonly version: 6; readonly value: bigint };

const MAPPED = 0xffffn; // ::ffff:0:0/96, the upper 96 bits

/**
 * Reads an address in a spelling that has no second reading; `undefined` for anything else, zones included.
 * `::ffff:127.0.0.1` and the other spellings of an IPv4-mapped address are that IPv4 address: the kernel
 * connects there, so the guard must judge it as such.
 */
export function parseAddress(text: string): Address | undefined {
  const four = parseIPv4(text);
  if (four !== undefined) return { version: 4, value: four };

  const six = parseIPv6(text);
  return six === undefined ? undefined : unmapped(six);
}

export function isMapped(value: bigint): boolean {
  return value >> 32n === MAPPED;
}

export function unmapped(value: bigint): Address {
  if (!isMapped(value)) return { version: 6, value };
  return { version: 4, value: Number(value & 0xffffffffn) };
}

export function formatAddress(address: Address): string {
  return address.version === 4 ? formatIPv4(address.value) : formatIPv6(address.value);
}
