import { describe, expect, it } from 'vitest';
import { countEndpoints, expandTarget } from './expand.ts';
import { parseTarget } from './parse-target.ts';
import { EndpointSpace } from './space.ts';
import { rangeOf } from './range.ts';

const USUAL = [[6379, 6379]] as const;

describe('the endpoints of a target', () => {
  it.each([
    ['10.0.0.5', '10.0.0.5:6379'],
    ['10.0.0.5:1-3,7', '10.0.0.5:1 10.0.0.5:2 10.0.0.5:3 10.0.0.5:7'],
    ['10.0.0.0/30', '10.0.0.0:6379 10.0.0.1:6379 10.0.0.2:6379 10.0.0.3:6379'],
    ['[fd00::/127]:80', 'fd00::1:80 fd00:::80'],
  ])('%s are %s', (text, expected) => {
    const found = Array.from(
      expandTarget(parseTarget(text), USUAL),
      ({ address, port }) => `${address}:${port}`,
    );
    expect(found.toSorted().join(' ')).toBe(expected);
    expect(found).toHaveLength(countEndpoints([parseTarget(text)], USUAL));
  });

  it('take turns among the hosts', () => {
    const found = [...expandTarget(parseTarget('10.0.0.0/24:1-16'), USUAL)];
    for (let start = 0; start + 256 <= found.length; start += 256) {
      const hosts = new Set(found.slice(start, start + 256).map(({ address }) => address));
      expect(hosts.size).toBe(256);
    }
  });

  it.each([
    ['::/0:80', 'more IPv6 addresses'],
    ['fd00::/107', 'more IPv6 addresses'],
    ['0.0.0.0/0:80-81', '8,589,934,592 endpoints'],
  ])('%s are too many', (text, expected) => {
    expect(() => countEndpoints([parseTarget(text)], USUAL)).toThrow(expected);
    expect(() => expandTarget(parseTarget(text), USUAL).next()).toThrow(expected);
  });

  it('are counted without being made', () => {
    const targets = ['0.0.0.0/0:80', 'fd00::/108:80'].map(parseTarget);
    expect(countEndpoints(targets.slice(0, 1), USUAL)).toBe(2 ** 32);
    expect(countEndpoints(targets.slice(1), USUAL)).toBe(2 ** 20);
    expect(countEndpoints([parseTarget('db.example:1-9')], USUAL)).toBe(9);
  });
});

describe('the endpoints of many targets', () => {
  const space = (...layers: string[][]): EndpointSpace<string> =>
    new EndpointSpace(
      layers.map((layer) =>
        layer.map((source) => {
          const { subject, ports } = parseTarget(source);
          if (subject.kind === 'name') throw new Error('ranges only');
          return { source, ports: ports ?? USUAL, range: rangeOf(subject) };
        }),
      ),
    );
  const list = (all: EndpointSpace<string>): string[] =>
    Array.from(
      all.permuted(),
      ({ address, port, source }) => `${address}:${port} ${source}`,
    ).toSorted();

  it.each([
    [['10.0.0.1', '10.0.0.1'], ['10.0.0.1:6379 10.0.0.1']],
    [
      ['10.0.0.1', '10.0.0.0/31'],
      ['10.0.0.0:6379 10.0.0.0/31', '10.0.0.1:6379 10.0.0.1'],
    ],
    [
      ['10.0.0.0/31', '10.0.0.1', '10.0.0.1:6378-6380'],
      [
        '10.0.0.0:6379 10.0.0.0/31',
        '10.0.0.1:6378 10.0.0.1:6378-6380',
        '10.0.0.1:6379 10.0.0.0/31',
        '10.0.0.1:6380 10.0.0.1:6378-6380',
      ],
    ],
    [
      ['fd00::1', '::ffff:10.0.0.1', '10.0.0.1'],
      ['10.0.0.1:6379 ::ffff:10.0.0.1', 'fd00::1:6379 fd00::1'],
    ],
    [[], []],
  ])('%j come once, for the first that names them', (layer, expected) => {
    expect(list(space(layer))).toEqual(expected);
  });

  it('come once in each layer', () => {
    expect(space(['10.0.0.1'], ['10.0.0.1']).size).toBe(2);
  });

  it('do not slow down where one host is named ten thousand times', () => {
    const all = space(Array.from({ length: 10_000 }, (_, index) => `10.0.0.1:${index + 1}`));
    expect(all.size).toBe(10_000);
    expect(new Set(list(all)).size).toBe(10_000);
  });
});
