import { describe, expect, it } from 'vitest';
import { parseTarget } from './parse-target.ts';
import { ask, attested, scopeOf, type Said } from '../../test/scope-of.ts';

describe('what is named is in scope by being named', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['127.0.0.0/8', '127.1.2.3'],
    ['::1', '::1'],
    ['169.254.0.0/16', '169.254.1.1'],
    ['10.0.0.0/8', '10.1.2.3'],
    ['fd00::/8', 'fd00::5'],
    ['100.64.0.0/10', '100.64.0.1'],
    ['169.254.169.254', '169.254.169.254'],
    ['localhost', '127.0.0.1'],
    ['db.localhost', '::1'],
    ['db.example.com', '10.0.0.5'],
    ['db.example.com', 'fd00::5'],
  ])('%s leads to %s', (target, address) => {
    expect(ask(scopeOf({ named: [target] }), target, address)).toBe('yes');
  });

  it.each([
    ['8.8.8.8', '8.8.8.8', 'public address; say that it is yours with --i-own 8.8.8.8 or a scope'],
    ['8.8.0.0/16', '8.8.8.8', 'public address; say that it is yours with --i-own 8.8.0.0/16'],
    ['0.0.0.0/0', '8.8.8.8', 'public address; say that it is yours with --i-own CIDR'],
    [
      '203.0.113.7',
      '203.0.113.7',
      'documentation address; say that it is yours with --i-own 203.0.113.7',
    ],
    ['240.0.0.1', '240.0.0.1', 'reserved address; say'],
    [
      'db.example.com',
      '8.8.8.8',
      'db.example.com leads to 8.8.8.8, a public address; say that it is yours with --i-own db.example.com',
    ],
    [
      'db.example.com',
      '100.64.0.1',
      'db.example.com leads to 100.64.0.1, a carrier-grade NAT address',
    ],
    [
      'db.example.com',
      '127.0.0.1',
      'db.example.com leads to 127.0.0.1, a loopback address; name the address itself',
    ],
    ['db.example.com', '::ffff:127.0.0.1', 'leads to 127.0.0.1, a loopback address'],
    ['db.example.com', '169.254.1.1', 'link-local address'],
    ['db.example.com', 'fe80::1', 'link-local address'],
    ['db.example.com', '169.254.169.254', 'cloud metadata address'],
    ['db.example.com', 'fd00:ec2::254', 'cloud metadata address'],
    ['localhost', '169.254.169.254', 'cloud metadata address'],
    ['localhost', '8.8.8.8', 'public address'],
    ['169.254.0.0/16', '169.254.169.254', 'cloud metadata address'],
    ['100.64.0.0/10', '100.100.100.200', 'cloud metadata address'],
    ['0.0.0.0', '0.0.0.0', 'unspecified address'],
    ['::', '::', 'unspecified address'],
    ['224.0.0.1', '224.0.0.1', 'multicast address'],
    ['255.255.255.255', '255.255.255.255', 'broadcast address'],
    ['10.0.0.0/24', '10.0.1.1', '10.0.1.1 is not in the target'],
    ['10.0.0.0/24', 'fe80::1%eth0', '"fe80::1%eth0" is no plain address'],
    ['10.0.0.0/24', '0x0a.1', 'is no plain address'],
  ])('%s does not lead to %s: %s', (target, address, reason) => {
    expect(ask(scopeOf({ named: [target] }), target, address)).toContain(reason);
  });

  it('opens loopback and metadata to a name only where the address was named too', () => {
    const named = ['db.example.com', '127.0.0.1', '169.254.169.254'];
    expect(ask(scopeOf({ named }), 'db.example.com', '127.0.0.1')).toBe('yes');
    expect(ask(scopeOf({ named }), 'db.example.com', '127.0.0.2')).toContain('loopback');
    expect(ask(scopeOf({ named }), 'db.example.com', '169.254.169.254')).toBe('yes');
  });

  it('does not reach what nobody named', () => {
    const scope = scopeOf({ named: ['10.0.0.1', 'db.example.com'] });
    expect(ask(scope, '10.0.0.2', '10.0.0.2')).toContain('private address; name the address');
    expect(ask(scope, 'a.db.example.com', '10.0.0.1')).toBe(
      'nobody named a.db.example.com; name it as a target to ask it',
    );
  });
});

describe('what somebody owns', () => {
  it.each([
    ['an attested range', { entries: [attested('203.0.113.0/24', '2026-01-01')] }, 'yes'],
    [
      'an attestation of today',
      { entries: [attested('203.0.113.0/24', '2026-11-25', '2026-11-25')] },
      'yes',
    ],
    ['--i-own with a range', { iOwn: ['203.0.112.0/20'] }, 'yes'],
    [
      'no attestation',
      { entries: [{ range: '203.0.113.7', owner: 'Ops' }] },
      'its scope entry (owner Ops) has no attestation',
    ],
    [
      'one that ended',
      { entries: [attested('203.0.113.7', '2026-01-01', '2026-11-24')] },
      'the attestation by Ann ended on 2026-11-24',
    ],
    [
      'one to come',
      { entries: [attested('203.0.113.7', '2026-11-26')] },
      'the attestation by Ann counts only from 2026-11-26',
    ],
    ['another range', { iOwn: ['203.0.114.0/24'] }, 'say that it is yours'],
  ] as const)('by %s', (_, said, expected) => {
    const scope = scopeOf({ named: ['203.0.113.0/25'], ...said });
    expect(ask(scope, '203.0.113.0/25', '203.0.113.7')).toContain(expected);
  });

  it.each([
    ['example.com', 'db.example.com', 'yes'],
    ['example.com', 'example.com', 'yes'],
    ['Example.COM.', 'db.example.com', 'yes'],
    ['db.example.com', 'example.com', 'say that it is yours'],
    ['example.com', 'notexample.com', 'say that it is yours'],
  ])('--i-own %s, asked %s', (own, name, expected) => {
    const scope = scopeOf({ named: [name], iOwn: [own] });
    expect(ask(scope, name, '8.8.8.8')).toContain(expected);
    expect(ask(scope, name, '127.0.0.1')).toContain('loopback');
  });

  it.each([
    ['0.0.0.0/0', 'too wide'],
    ['8.0.0.0/7', 'too wide'],
    ['2000::/3', 'too wide'],
    ['com', 'public suffix'],
    ['co.uk', 'public suffix'],
    ['github.io', 'public suffix'],
    ['10.0.0.1:80', 'has a port'],
    ['http://example.com', 'has a port or a scheme'],
    ['127.1', 'write 127.0.0.1'],
  ])('--i-own %s is refused: %s', (own, expected) => {
    expect(() => scopeOf({ iOwn: [own] })).toThrow(expected);
    expect(() => scopeOf({ entries: [attested(own, '2026-01-01')] })).toThrow(expected);
  });

  it.each(['8.0.0.0/8', '2000::/16', 'example.co.uk', 'corp', 'me.github.io'])(
    '--i-own %s is taken',
    (own) => {
      expect(() => scopeOf({ iOwn: [own] })).not.toThrow();
    },
  );
});

describe('an address that carries another', () => {
  it.each([
    [
      '64:ff9b::7f00:1',
      '127.0.0.1 inside (NAT64): db.example.com leads to 127.0.0.1, a loopback address',
    ],
    ['2002:7f00:1::', 'carries 127.0.0.1 inside (6to4)'],
    ['::7f00:1', 'carries 127.0.0.1 inside (IPv4-compatible)'],
    ['2002:a9fe:a9fe::', 'inside (6to4): cloud metadata address'],
    ['2001:0:1:2:3:4:5601:5601', 'inside (Teredo): cloud metadata address'],
    ['64:ff9b::a00:5', 'yes'],
  ])('%s is judged by both', (address, expected) => {
    const scope = scopeOf({ named: ['db.example.com'], iOwn: ['example.com'] });
    expect(ask(scope, 'db.example.com', address)).toContain(expected);
  });

  it('needs the inner address named where it was named itself', () => {
    const target = '64:ff9b::a00:5';
    const own = { iOwn: ['64:ff9b::/96'] };
    expect(ask(scopeOf({ named: [target], ...own }), target, target)).toContain('carries 10.0.0.5');
    expect(ask(scopeOf({ named: [target, '10.0.0.5'], ...own }), target, target)).toBe('yes');
    expect(
      ask(scopeOf({ named: [target, '10.0.0.5'], exclude: ['10.0.0.5'], ...own }), target, target),
    ).toContain('excluded by 10.0.0.5');
  });
});

describe("this machine's listeners", () => {
  const listen = (said: Said, boundTo: string, address: string): string => {
    const target = parseTarget('localhost');
    const permit = scopeOf(said).permit({
      target,
      address,
      port: 80,
      listener: { boundTo, owner: {} },
    });
    return permit.allowed ? 'yes' : permit.reason;
  };

  it.each([
    [{}, '127.0.0.1', '127.0.0.1', 'yes'],
    [{}, '0.0.0.0', '127.0.0.1', 'yes'],
    [{}, '::', '::1', 'yes'],
    [{}, '8.8.8.8', '8.8.8.8', 'yes'],
    [{ ownAddresses: ['8.8.8.8'] }, '0.0.0.0', '8.8.8.8', 'yes'],
    [{}, '0.0.0.0', '8.8.8.8', 'nobody named localhost'],
    [{}, '127.0.0.1', '127.0.0.2', 'nobody named localhost'],
    [{}, 'nonsense', '127.0.0.1', 'nobody named localhost'],
    [{ exclude: ['127.0.0.1:80'] }, '127.0.0.1', '127.0.0.1', 'excluded by 127.0.0.1:80'],
    [{}, '169.254.169.254', '169.254.169.254', 'cloud metadata'],
    [{}, '0.0.0.0', '0.0.0.0', 'unspecified address'],
    [{ ownListeners: false }, '127.0.0.1', '127.0.0.1', 'nobody named localhost'],
  ])('%j, bound to %s, asked at %s: %s', (said, boundTo, address, expected) => {
    expect(listen({ ownListeners: true, ...said }, boundTo, address)).toContain(expected);
  });
});

describe('the guard', () => {
  it('answers fast enough to be asked for every connection', () => {
    const target = parseTarget('10.0.0.0/8');
    const exclude = Array.from({ length: 500 }, (_, index) =>
      `10.1.${index % 250}.${index}/32`.replace(
        /\.(\d{3,})\//,
        (_all, last: string) => `.${Number(last) % 250}/`,
      ),
    );
    const scope = scopeOf({ named: ['10.0.0.0/8'], exclude });
    const addresses = Array.from(
      { length: 100_000 },
      (_, index) => `10.${index & 255}.${(index >> 8) & 255}.1`,
    );
    const started = performance.now();
    for (const address of addresses) scope.permit({ target, address, port: 6379 });
    // The goal is 500,000 a second; a busy test machine gets room.
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
