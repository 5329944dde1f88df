import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTarget } from './parse-target.ts';
import { ask, scopeOf } from '../../test/scope-of.ts';

describe('exclusions', () => {
  it.each([
    ['10.0.0.5', '10.0.0.0/24', '10.0.0.5', 1, 'excluded by 10.0.0.5'],
    ['10.0.0.5', '10.0.0.0/24', '::ffff:10.0.0.5', 1, 'excluded by 10.0.0.5'],
    ['10.0.0.5', '10.0.0.0/24', '10.0.0.6', 1, 'yes'],
    ['10.0.0.0/25:22,80-90', '10.0.0.0/24', '10.0.0.6', 85, 'excluded by 10.0.0.0/25:22,80-90'],
    ['10.0.0.0/25:22,80-90', '10.0.0.0/24', '10.0.0.6', 91, 'yes'],
    ['example.com', 'db.example.com', '10.0.0.6', 1, 'excluded by example.com'],
    ['db.example.com:22', 'db.example.com', '10.0.0.6', 22, 'excluded by db.example.com:22'],
    ['db.example.com:22', 'db.example.com', '10.0.0.6', 23, 'yes'],
    ['ample.com', 'db.example.com', '10.0.0.6', 1, 'yes'],
  ])('%s, on the way from %s to %s at %i', (exclude, target, address, port, expected) => {
    expect(ask(scopeOf({ named: [target], exclude: [exclude] }), target, address, port)).toBe(
      expected,
    );
  });

  it('of a name hold for its addresses, once those are told', () => {
    const scope = scopeOf({
      named: ['10.0.0.0/24'],
      exclude: ['printer.example.com:80', 'tv.example.com'],
    });
    expect(scope.namesToExclude).toEqual(['printer.example.com', 'tv.example.com']);
    expect(ask(scope, '10.0.0.0/24', '10.0.0.9', 80)).toBe('yes');
    scope.excludeAddresses('printer.example.com', ['::ffff:10.0.0.9']);
    expect(ask(scope, '10.0.0.0/24', '10.0.0.9', 80)).toBe('excluded by printer.example.com:80');
    expect(ask(scope, '10.0.0.0/24', '10.0.0.9', 81)).toBe('yes');
  });

  it('always win, however the address is spelt', () => {
    const inner = fc.tuple(fc.nat(255), fc.nat(255)).map(([a, b]) => `10.0.${a}.${b}`);
    const spell = fc.constantFrom(
      (text: string) => text,
      (text: string) => `::ffff:${text}`,
      (text: string) => `0:0:0:0:0:ffff:${text}`,
    );
    fc.assert(
      fc.property(
        inner,
        inner,
        fc.integer({ min: 16, max: 32 }),
        spell,
        (base, address, prefix, spelling) => {
          const exclude = `${base}/${prefix}`;
          const scope = scopeOf({
            named: ['10.0.0.0/8', address, 'db.example.com'],
            iOwn: ['10.0.0.0/8'],
            exclude: [exclude],
          });
          const isInside = parseTarget(`${address}/${prefix}`).subject;
          const expected =
            JSON.stringify(isInside) === JSON.stringify(parseTarget(exclude).subject);
          for (const target of ['10.0.0.0/8', address, 'db.example.com']) {
            expect(ask(scope, target, spelling(address))).toBe(
              expected ? `excluded by ${exclude}` : 'yes',
            );
          }
        },
      ),
    );
  });

  it('and everything else read the same in every spelling', () => {
    const scope = scopeOf({
      named: ['0.0.0.0/0', 'db.example.com'],
      iOwn: ['8.0.0.0/8'],
      exclude: ['8.8.8.0/24'],
    });
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        for (const target of ['0.0.0.0/0', 'db.example.com']) {
          expect(ask(scope, target, `::ffff:${address}`)).toBe(ask(scope, target, address));
        }
      }),
    );
  });
});
