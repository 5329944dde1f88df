/** Who may come: address ranges as products write them, asked with a witness. */
import { BlockList, isIP, isIPv6 } from 'node:net';

/** Somebody on the internet, one a family: addresses for documentation (RFC 5737, RFC 3849), which nobody has. */
export const STRANGERS = ['203.0.113.77', '2001:db8::77'] as const;

export interface Range {
  readonly address: string;
  readonly bits: number;
}

/** `10.0.0.0/8`, `::1`, or an address with a mask beside it; `undefined` for names and what is no address. */
export function rangeOf(text: string, mask?: string): Range | undefined {
  const [address = '', prefix] = text.split('/');
  if (isIP(address) === 0) return undefined;
  const width = isIPv6(address) ? 128 : 32;
  const bits = prefix === undefined ? (maskBits(mask) ?? width) : Number(prefix);
  return Number.isInteger(bits) && bits >= 0 && bits <= width ? { address, bits } : undefined;
}

function maskBits(mask: string | undefined): number | undefined {
  if (mask === undefined || isIP(mask) !== 4) return undefined;
  return mask
    .split('.')
    .map((part) => Number(part).toString(2).replaceAll('0', '').length)
    .reduce((sum, some) => sum + some, 0);
}

export function holds(ranges: readonly Range[], address: string): boolean {
  const list = new BlockList();
  for (const range of ranges) {
    const family = isIPv6(range.address) ? 'ipv6' : 'ipv4';
    list.addSubnet(range.address, range.bits, family);
  }
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

export function isLoopbackRange({ address, bits }: Range): boolean {
  return address === '::1' ? bits === 128 : address.startsWith('127.') && bits >= 8;
}
