import { isIPv4, isIPv6 } from 'node:net';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAddress, parseAddress } from './address.ts';
import { embeddedIn } from './embedded.ts';

const plain = (text: string): string => {
  const address = parseAddress(text);
  return address === undefined ? 'no address' : formatAddress(address);
};

describe('an address', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['255.255.255.255', '255.255.255.255'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['FE80::00a', 'fe80::a'],
    ['::ffff:127.0.0.1', '127.0.0.1'],
    ['0:0:0:0:0:FFFF:7F00:0001', '127.0.0.1'],
    ['::127.0.0.1', '::7f00:1'],
    ['64:ff9b::10.0.0.5', '64:ff9b::a00:5'],
    ['127.1', 'no address'],
    ['0177.0.0.1', 'no address'],
    ['127.0.0.01', 'no address'],
    ['127.0.0.1.', 'no address'],
    ['1.2.3', 'no address'],
    ['1.2.3.4.5', 'no address'],
    ['1.2.3.256', 'no address'],
    ['1..3.4', 'no address'],
    ['fe80::1%eth0', 'no address'],
    ['::ffff:0177.0.0.1', 'no address'],
    ['1::2::3', 'no address'],
    ['1:2:3:4:5:6:7:8:9', 'no address'],
    ['12345::', 'no address'],
    [':', 'no address'],
    ['', 'no address'],
  ])('%j is %s', (text, expected) => {
    expect(plain(text)).toBe(expected);
  });

  it('is one where Node takes it for one, and no other', () => {
    const nearly = fc.oneof(
      fc.ipV4(),
      fc.ipV4Extended(),
      fc.ipV6(),
      fc.string({ unit: fc.constantFrom(...'0123456789abf:.:.x'.split('')), maxLength: 24 }),
    );
    fc.assert(
      fc.property(nearly, (text) => {
        expect(parseAddress(text) !== undefined).toBe(isIPv4(text) || isIPv6(text));
      }),
      { numRuns: 5000 },
    );
  });

  it('comes back from its text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        expect(plain(plain(text))).toBe(plain(text));
      }),
    );
  });
});

describe('an IPv4 address inside an IPv6 address', () => {
  it.each([
    ['::127.0.0.1', 'IPv4-compatible 127.0.0.1'],
    ['::ffff:0:127.0.0.1', 'IPv4-translated 127.0.0.1'],
    ['64:ff9b::10.0.0.5', 'NAT64 10.0.0.5'],
    ['64:ff9b:1::10.0.0.5', 'NAT64 10.0.0.5'],
    ['2002:7f00:1::', '6to4 127.0.0.1'],
    ['2001:0:1:2:3:4:80ff:fffe', 'Teredo 127.0.0.1'],
    ['::', 'none'],
    ['::1', 'none'],
    ['2001:db8::1', 'none'],
    ['fd00::10.0.0.5', 'none'],
  ])('%s carries %s', (text, expected) => {
    const address = parseAddress(text);
    const inside = address?.version === 6 ? embeddedIn(address.value) : undefined;
    expect(inside ? `${inside.how} ${formatAddress(inside.address)}` : 'none').toBe(expected);
  });
});
