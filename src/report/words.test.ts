import { describe, expect, it } from 'vitest';
import { count, duration, listener, moment, number, place, quoted, software } from './words.ts';

const endpoint = { address: '127.0.0.1', port: 6379, transport: 'tcp' } as const;

describe('words', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1204, '1,204'],
    [65_536, '65,536'],
    [1_000_000, '1,000,000'],
  ])('writes %i as %s', (value, text) => {
    expect(number(value)).toBe(text);
  });

  it('knows the singular', () => {
    expect([count(0, 'host'), count(1, 'host'), count(2, 'host')]).toEqual([
      '0 hosts',
      '1 host',
      '2 hosts',
    ]);
  });

  it.each([
    [0, '0.0 s'],
    [2120, '2.1 s'],
    [9999, '10 s'],
    [59_600, '1 min 0 s'],
    [83_000, '1 min 23 s'],
    [3_720_000, '1 h 2 min'],
    [Number.NaN, 'an unknown time'],
  ])('writes %d ms as %s', (value, text) => {
    expect(duration(value)).toBe(text);
  });

  it('names a place by the name that the owner gave', () => {
    expect(place({ ...endpoint, host: 'db.example.org' })).toBe('db.example.org:6379 (127.0.0.1)');
    expect(place({ ...endpoint, address: '::1' })).toBe('[::1]:6379');
    expect(place({ ...endpoint, host: '127.0.0.1' })).toBe('127.0.0.1:6379');
  });

  it('says who listens, and only how wide where that is news', () => {
    const owner = { pid: 812, process: 'redis-server', user: 'redis' };
    expect(listener({ ...endpoint, boundTo: '0.0.0.0' }, owner)).toBe(
      'bound to 0.0.0.0, process "redis-server", pid 812, user "redis"',
    );
    expect(listener({ ...endpoint, boundTo: '127.0.0.1' }, undefined)).toBe('');
  });

  it('names software by product, else by protocol, and quotes what is no version', () => {
    const look = { product: 'redis', version: '7.0.15', protocol: 'resp' };
    expect(software(look)).toBe('Redis 7.0.15');
    expect(software({ ...look, version: 'not a version' })).toBe('Redis "not a version"');
    expect(software({ ...look, product: null })).toBe('resp');
    expect(software({ product: null, version: null, protocol: null })).toBe('unidentified');
  });

  it('lets no quotation end itself', () => {
    expect(quoted('a" b')).toBe(`"a' b"`);
  });

  it('writes a moment', () => {
    expect(moment('2025-01-29T03:12:09.120Z')).toBe('2025-01-29 03:12:09 UTC');
    expect(moment('soon')).toBe('soon');
  });
});
