import { expect, it } from 'vitest';
import { ruleCases, verdictOf } from '../../test/rule-cases.ts';
import { endOfLifeRule } from './end-of-life.ts';

ruleCases(endOfLifeRule, {
  fail: {
    'Redis 7.0': { version: '7.0.15' },
    'PostgreSQL 14, two weeks ago': { product: 'postgresql', version: '14.20' },
    'a ClickHouse older than the table': { product: 'clickhouse', version: '18.16.1' },
  },
  pass: {
    'MariaDB 10.11': { product: 'mariadb', version: '10.11.19-MariaDB-0+deb12u1' },
    'no end announced': { version: '8.6.1' },
    'its last day': {
      product: 'postgresql',
      version: '14.20',
      circumstances: { asOf: new Date('2026-11-12T18:00:00Z') },
    },
  },
  'not-applicable': {
    'no dated policy': { product: 'memcached', version: '1.6.18' },
    'no product': { product: null, version: '1.0' },
  },
  unknown: {
    'it did not tell': {},
    'a cycle that the table leaves out': { version: '7.2.4' },
    'no version at all': { version: 'unstable' },
    'a table too old for what was not announced': {
      version: '8.6.1',
      circumstances: { asOf: new Date('2028-01-01T00:00:00Z') },
    },
  },
});

it('names the cycle of the table, and never the server’s own text', () => {
  const verdict = verdictOf(endOfLifeRule, { version: '7.0.15<script>' });
  expect(verdict).toMatchObject({ because: expect.not.stringContaining('15') });
});
