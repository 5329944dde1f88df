import { array, assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covers } from './host-names.ts';

describe('certificate names', () => {
  it.each([
    ['db.example.com', ['db.example.com'], true],
    ['db.example.com', ['DNS:db.example.com'], true],
    ['db.example.com', ['DB.EXAMPLE.COM.'], true],
    ['db.example.com', ['*.example.com'], true],
    ['a.db.example.com', ['*.example.com'], false],
    ['example.com', ['*.example.com'], false],
    ['db.example.com', ['d*.example.com'], false],
    ['db.example.com', ['*.*.com'], false],
    ['example.com', ['*.com'], false],
    ['db.example.com', ['*'], false],
    ['bücher.example', ['xn--bcher-kva.example'], true],
    ['10.0.0.5', ['10.0.0.5'], true],
    ['10.0.0.5', ['IP Address:10.0.0.5'], true],
    ['10.0.0.5', ['DNS:10.0.0.5'], false],
    ['10.0.0.5', ['*.0.0.5'], false],
    ['[2001:db8::1]', ['IP Address:2001:DB8:0:0:0:0:0:1'], true],
    ['2001:db8::1', ['2001:db8::2'], false],
    ['db.example.com', ['URI:db.example.com'], false],
    ['db.example.com', ['email:db.example.com'], false],
  ])('%s against %j: %s', (host, names, fits) => {
    expect(covers(names, host)).toBe(fits);
  });

  it('does not guess a host that cannot be read', () => {
    expect(covers(['a.example'], 'not a host')).toBeUndefined();
  });

  it('survives any text in a certificate', () => {
    assert(
      property(array(string()), (names) => {
        expect(typeof covers(names, 'db.example.com')).toBe('boolean');
      }),
    );
  });
});
