import { formatAddress, parseAddress, type Address } from './address.ts';
import type { AddressClass } from './address-class.ts';

/**
 * Whether `address` reaches a listener of this machine that the kernel's table shows as bound to `boundTo`.
 * A listener opens no other door: bound to one address it is asked there, a wildcard over loopback or at an
 * address that is known to be this machine's.
 */
export function reachesOwnListener(
  address: Address,
  boundTo: string,
  classOf: (address: Address) => AddressClass,
  ownAddresses: ReadonlySet<string>,
): boolean {
  const bound = parseAddress(boundTo);
  if (bound === undefined) return false;

  const text = formatAddress(address);
  if (classOf(bound) !== 'unspecified') return formatAddress(bound) === text;
  return classOf(address) === 'loopback' || ownAddresses.has(text);
}

export function plainAddresses(texts: readonly string[]): ReadonlySet<string> {
  return new Set(
    texts.flatMap((text) => {
      const address = parseAddress(text);
      return address === undefined ? [] : [formatAddress(address)];
    }),
  );
}
