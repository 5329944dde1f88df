import { networkInterfaces } from 'node:os';

/** This machine's addresses beside loopback, at which a neighbour would ask. */
export function ownAddresses(
  interfaces: ReturnType<typeof networkInterfaces> = networkInterfaces(),
): {
  readonly addresses: string[];
  readonly blindSpots: string[];
} {
  const outer = Object.values(interfaces)
    .flatMap((each) => each ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address);
  const addresses = [...new Set(outer)].filter((address) => !isLinkLocal(address));
  const skipped = outer.filter(isLinkLocal).length;
  return {
    addresses,
    blindSpots:
      skipped === 0
        ? []
        : [
            `IPv6 link-local addresses of this machine (${skipped}) are not asked: they need the interface beside the address.`,
          ],
  };
}

/** fe80::/10 */
function isLinkLocal(address: string): boolean {
  return /^fe[89ab]/i.test(address);
}
