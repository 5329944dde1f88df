import { describe, expect, it } from 'vitest';
import { accountsFor } from './accounts.ts';
import { endOfLife, hasLifecycle } from './end-of-life.ts';
import { lifecycles } from './lifecycles.ts';
import { productById, products } from './products.ts';

describe('end of life', () => {
  it.each([
    ['postgresql', '9.6.24', '9.6', '2021-11-11'],
    ['postgresql', '15.18 (Debian 15.18-0+deb12u1)', '15', '2027-11-11'],
    ['postgresql', '8.4', 'before 9.0', '2014-07-24'],
    ['mariadb', '10.11.19-MariaDB', '10.11', '2028-02-16'],
    ['mariadb', '10.1.48', '10.1', '2020-10-17'],
    ['mysql', '8.0.45', '8.0', '2026-04-30'],
    ['redis', '7.0.15', '7.0', '2024-07-29'],
    ['redis', '3.2.12', 'before 5.0', '2022-04-27'],
    ['clickhouse', '25.8.24.21', '25.8', '2026-08-29'],
    ['clickhouse', '18.16.1', 'before 25.1', '2025-08-31'],
    ['elasticsearch', '7.17.28', '7', '2026-01-15'],
    ['elasticsearch', '9.5.2', '9', null],
    ['opensearch', '2.19.0', '2', null],
    ['mssql', '15.0.4126', '15', '2030-01-08'],
    ['mssql', '10.50.6785', 'before 11', '2019-07-09'],
  ])('%s %s is %s, ended %s', (product, version, cycle, date) => {
    expect(endOfLife(product, version)).toMatchObject({ cycle, date });
  });

  it.each([
    ['redis', '7.2.4'],
    ['redis', 'unstable'],
    ['etcd', '3.4.23'],
    ['postgresql', '99.1'],
    ['memcached', '1.6.18'],
    ['__proto__', '1.0'],
    ['redis', '__proto__'],
  ])('says nothing of %s %s', (product, version) => {
    expect(endOfLife(product, version)).toBeUndefined();
  });

  it('is dated and sourced throughout', () => {
    const day = /^\d{4}-\d\d-\d\d$/;
    for (const [product, { source, asOf, cycles }] of Object.entries(lifecycles)) {
      expect(productById(product)).toBeDefined();
      expect(source).toMatch(/^https:\/\/\S+$/);
      const dates = [asOf, ...Object.values(cycles)].filter((date) => date !== null);
      for (const date of dates) expect(date).toMatch(day);
      expect(hasLifecycle(product)).toBe(true);
    }
  });
});

describe('published accounts', () => {
  it('are three at most, and the level says which', () => {
    for (const { id } of products) {
      const empty = accountsFor(id, 'empty');
      expect(accountsFor(id, 'default').length).toBeLessThanOrEqual(3);
      expect(empty.every(({ password }) => password === '')).toBe(true);
      expect(accountsFor(id, 'default').slice(0, empty.length)).toEqual(empty);
    }
  });

  it('hold for kin, and for nobody else', () => {
    expect(accountsFor('mariadb', 'empty')).toEqual([{ user: 'root', password: '' }]);
    expect(accountsFor('opensearch', 'empty')).toEqual([]);
    expect(accountsFor('redis', 'default')).toEqual([]);
    expect(accountsFor('toString', 'default')).toEqual([]);
  });
});
