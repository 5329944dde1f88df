import type { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { ownAddresses } from './own-addresses.ts';

type Interfaces = ReturnType<typeof networkInterfaces>;

const at = (address: string, internal = false): NonNullable<Interfaces[string]>[number] => ({
  address,
  internal,
  mac: '00:00:00:00:00:00',
  netmask: '',
  cidr: null,
  ...(address.includes(':') ? { family: 'IPv6', scopeid: 0 } : { family: 'IPv4' }),
});

describe("this machine's addresses", () => {
  it.each([
    [{ lo: [at('127.0.0.1', true), at('::1', true)] }, [], 0],
    [
      { eth0: [at('192.0.2.2'), at('fd00::2')], eth1: [at('192.0.2.2')] },
      ['192.0.2.2', 'fd00::2'],
      0,
    ],
    [{ eth0: [at('fe80::1'), at('192.0.2.2')] }, ['192.0.2.2'], 1],
  ] as [Interfaces, string[], number][])('%#', (interfaces, addresses, spots) => {
    const found = ownAddresses(interfaces);
    expect(found.addresses).toEqual(addresses);
    expect(found.blindSpots).toHaveLength(spots);
  });
});
