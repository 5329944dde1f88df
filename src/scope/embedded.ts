import type { Address } from './address.ts';

/** An IPv4 address that rides inside an IPv6 address; a gateway on the way may deliver to it. */
export interface Embedded {
  readonly how: string;
  readonly address: Extract<Address, { version: 4 }>;
}

const LOW = 0xffffffffn;

/** Prefix (value and length), what it is called, and where the IPv4 address sits. */
const CARRIERS: readonly (readonly [bigint, bigint, string, (value: bigint) => bigint])[] = [
  [0n, 96n, 'IPv4-compatible', (value) => value & LOW], // ::/96, RFC 4291 2.5.5.1
  [0xffff0000n, 96n, 'IPv4-translated', (value) => value & LOW], // ::ffff:0:0:0/96, RFC 2765
  [0x64ff9bn << 64n, 96n, 'NAT64', (value) => value & LOW], // 64:ff9b::/96, RFC 6052
  [0x64ff9b0001n, 48n, 'NAT64', (value) => value & LOW], // 64:ff9b:1::/48, RFC 8215, as its usual /96
  [0x2002n, 16n, '6to4', (value) => (value >> 80n) & LOW], // 2002::/16, RFC 3056
  [0x20010000n, 32n, 'Teredo', (value) => (value & LOW) ^ LOW], // 2001::/32, RFC 4380: the client, inverted
];

/** `::` and `::1` lie in the IPv4-compatible block but are addresses of their own. */
export function embeddedIn(value: bigint): Embedded | undefined {
  if (value <= 1n) return undefined;

  for (const [prefix, length, how, extract] of CARRIERS) {
    if (value >> (128n - length) !== prefix) continue;
    return { how, address: { version: 4, value: Number(extract(value)) } };
  }
  return undefined;
}
