import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress } from './address.ts';
import { classOf } from './class-of.ts';

const classOfText = (text: string): string => {
  const address = parseAddress(text);
  return address === undefined ? 'no address' : classOf(address);
};

describe('the class of an address', () => {
  it.each([
    ['loopback', '127.0.0.1 127.255.255.255 ::1 ::ffff:127.0.0.1'],
    ['link-local', '169.254.0.1 169.254.169.253 169.254.169.255 fe80::1 febf::1'],
    ['private', '10.0.0.0 10.255.255.255 172.16.0.1 172.31.255.255 192.168.0.1'],
    ['unique-local', 'fc00::1 fd00::1 fdff::1 fec0::1'],
    ['cgnat', '100.64.0.0 100.127.255.255 100.100.100.199'],
    ['metadata', '169.254.169.254 169.254.170.2 100.100.100.200 168.63.129.16 192.0.0.192'],
    ['metadata', 'fd00:ec2::254 fd20:ce::254 ::ffff:169.254.169.254'],
    ['unspecified', '0.0.0.0 0.1.2.3 :: ::ffff:0.0.0.0'],
    ['multicast', '224.0.0.1 239.255.255.255 ff02::1'],
    ['broadcast', '255.255.255.255'],
    ['reserved', '240.0.0.1 255.255.255.254 192.0.0.1 64:ff9b::1 4000::1 ::7f00:1'],
    ['documentation', '192.0.2.1 198.51.100.1 203.0.113.1 198.18.0.1 2001:db8::1 3fff::1'],
    ['public', '8.8.8.8 9.255.255.255 11.0.0.0 172.15.0.1 172.32.0.1 100.128.0.0'],
    ['public', '126.255.255.255 128.0.0.0 2606:4700::1111 2002:7f00:1::'],
  ])('is %s for %s', (expected, addresses) => {
    for (const address of addresses.split(' '))
      expect([address, classOfText(address)]).toEqual([address, expected]);
  });

  it('is told for every address', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        expect(classOfText(text)).toMatch(/^[a-z-]+$/);
      }),
    );
  });
});
