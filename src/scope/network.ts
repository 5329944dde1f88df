import { formatAddress, parseAddress } from './address.ts';

const HOST_BITS_4 = 8;
const HOST_BITS_6 = 64n;

/** The network that an address most likely lies in: /24 of IPv4, /64 of IPv6. What is no address stands for itself. */
export function networkOf(text: string): string {
  const address = parseAddress(text);
  if (!address) return text;
  if (address.version === 6) {
    const value = (address.value >> HOST_BITS_6) << HOST_BITS_6;
    return `${formatAddress({ version: 6, value })}/64`;
  }
  const value = ((address.value >>> HOST_BITS_4) << HOST_BITS_4) >>> 0;
  return `${formatAddress({ version: 4, value })}/24`;
}
