import { describe, expect, it } from 'vitest';
import { explainScope } from './explain.ts';
import { parseTarget } from './parse-target.ts';
import { scopeOf } from '../../test/scope-of.ts';

describe('the explanation', () => {
  it('cuts a range where the answer changes', () => {
    const scope = scopeOf({
      named: ['203.0.113.0/24'],
      iOwn: ['203.0.113.0/25'],
      exclude: ['203.0.113.7', '203.0.113.8:22'],
    });
    const lines = explainScope(scope, parseTarget('203.0.113.0/24'));
    expect(
      lines.map(({ what, allowed, reason }) => `${what} ${allowed} ${reason.slice(0, 40)}`),
    ).toEqual([
      '203.0.113.0 to 203.0.113.6 true in scope',
      '203.0.113.7 false excluded by 203.0.113.7',
      '203.0.113.8 true in scope, not at port 22 (excluded by 20',
      '203.0.113.9 to 203.0.113.127 true in scope',
      '203.0.113.128 to 203.0.113.255 false documentation address; say that it is yo',
    ]);
  });

  it('follows a name to its addresses', () => {
    const scope = scopeOf({ named: ['db.example.com'] });
    const target = parseTarget('db.example.com');
    expect(
      explainScope(scope, target, ['10.0.0.1', '127.0.0.1', 'fe80::1%eth0']).map(
        (line) => line.allowed,
      ),
    ).toEqual([true, false, false]);
    expect(explainScope(scope, parseTarget('other.example.com'), ['10.0.0.1'])).toEqual([
      {
        what: 'other.example.com',
        allowed: false,
        reason: 'nobody named other.example.com; name it as a target to ask it',
      },
    ]);
  });

  it('agrees with the permit', () => {
    const scope = scopeOf({
      named: ['0.0.0.0/0'],
      iOwn: ['8.0.0.0/8'],
      exclude: ['8.8.8.0/24', '10.0.0.0/9'],
    });
    const target = parseTarget('0.0.0.0/0');
    for (const { what, allowed } of explainScope(scope, target)) {
      for (const address of what.split(' to ')) {
        expect([address, scope.permit({ target, address, port: 1 }).allowed]).toEqual([
          address,
          allowed,
        ]);
      }
    }
  });
});
