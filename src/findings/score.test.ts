import { assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Control } from '../model/access.ts';
import { Vantage } from '../model/vantage.ts';
import { type Exposure, exposureScore, severityOf } from './score.ts';
import { type DataClass, weights } from './weights.ts';

const valueOf = (exposure: Partial<Exposure>) =>
  exposureScore({ address: '10.0.0.5', gives: 'admin', ...exposure }).value;

describe('the worked examples of the scheme', () => {
  it.each<[string, Partial<Exposure>, number, string]>([
    [
      'DeepSeek as published',
      { vantage: 'internet', gives: 'admin', dataClass: 'secrets' },
      90,
      'critical',
    ],
    [
      'the founding case before its contents are known',
      { vantage: 'internet', gives: 'admin' },
      71,
      'high',
    ],
    [
      'Microsoft support',
      { vantage: 'internet', gives: 'read-write', dataClass: 'personal', records: 250e6 },
      68,
      'high',
    ],
    ['Bing', { vantage: 'internet', gives: 'read-write', dataClass: 'operational' }, 59, 'high'],
    [
      'Redis before 7, code execution',
      { vantage: 'internet', gives: 'code-execution' },
      100,
      'critical',
    ],
    [
      'Mongo with health data',
      { vantage: 'internet', gives: 'admin', dataClass: 'special', records: 20_000 },
      83,
      'critical',
    ],
    [
      'internal PostgreSQL',
      { vantage: 'corporate', gives: 'admin', dataClass: 'personal', records: 2e6 },
      57,
      'high',
    ],
    ['etcd in a cluster', { vantage: 'segment', gives: 'admin', dataClass: 'secrets' }, 59, 'high'],
    [
      'public metrics',
      { vantage: 'internet', gives: 'metadata', dataClass: 'operational', records: 1000 },
      14,
      'low',
    ],
    [
      'internal staging',
      { vantage: 'corporate', gives: 'read-write', dataClass: 'synthetic', production: false },
      19,
      'low',
    ],
  ])('%s', (_name, exposure, value, band) => {
    const score = exposureScore({ address: '10.0.0.5', gives: 'admin', ...exposure });
    expect(Math.round(score.value)).toBe(value);
    expect(severityOf(score)).toBe(band);
  });
});

describe('reach', () => {
  it.each<[string, Partial<Exposure>, string]>([
    [
      'a configured vantage wins over loopback',
      { vantage: 'internet', address: '127.0.0.1', boundTo: '127.0.0.1' },
      'internet (configured vantage)',
    ],
    [
      'bound to loopback',
      { address: '127.0.0.1', boundTo: '127.0.0.1' },
      'host (bound to a loopback address)',
    ],
    ['asked at loopback', { address: '::1' }, 'host (loopback address)'],
    ['mapped loopback', { address: '::ffff:127.0.0.1' }, 'host (loopback address)'],
    [
      'bound to all, asked at loopback',
      { address: '127.0.0.1', boundTo: '::' },
      'corporate (bound to all addresses)',
    ],
    [
      'bound to all, asked at a public address',
      { address: '8.8.8.8', boundTo: '0.0.0.0' },
      'internet (bound to all addresses, reached at a public one)',
    ],
    ['a private address', { address: '172.31.0.9' }, 'corporate (private address)'],
    ['just outside of it', { address: '172.32.0.9' }, 'internet (public address)'],
    ['shared address space', { address: '100.64.1.1' }, 'corporate (private address)'],
    ['a unique local address', { address: 'fd00::5' }, 'corporate (private address)'],
    ['link-local', { address: 'fe80::1%eth0' }, 'segment (link-local address)'],
    ['a public address', { address: '2606:4700::1111' }, 'internet (public address)'],
  ])('%s', (_name, exposure, word) => {
    expect(exposureScore({ gives: 'admin', address: '', ...exposure }).reach.word).toBe(word);
  });
});

describe('the score', () => {
  const vantages = [...Vantage.options];
  const controls = [...Control.options];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of our own table
  const classes = Object.keys(weights.data) as DataClass[];
  const exposures = record({
    vantage: constantFrom(...vantages),
    gives: constantFrom(...controls),
    dataClass: constantFrom(...classes),
    records: integer({ min: 0, max: 1e12 }),
    production: constantFrom(true, false),
  });

  it('stays between 0 and 100, and falls into a band', () => {
    assert(
      property(exposures, (exposure) => {
        const value = valueOf(exposure);
        expect(value >= 0 && value <= 100).toBe(true);
        expect(weights.bands.map(([band]) => band)).toContain(severityOf({ value }));
      }),
    );
  });

  it('never falls when a factor rises', () => {
    const rising = <T>(values: readonly T[], weight: (value: T) => number) =>
      values.toSorted((a, b) => weight(a) - weight(b));
    const steps: readonly Partial<Exposure>[][] = [
      rising(vantages, (vantage) => weights.reach[vantage]).map((vantage) => ({ vantage })),
      rising(controls, (gives) => weights.control[gives]).map((gives) => ({ gives })),
      // Chats and secrets have a floor on the internet, however few they are, so they stand beside this order.
      rising(
        classes.filter((name) => !weights.floor.classes.includes(name)),
        (dataClass) => weights.data[dataClass],
      ).map((dataClass) => ({ dataClass })),
      [{ records: 0 }, { records: 10 }, { records: 1e6 }, { records: 1e12 }],
      [{ production: false }, { production: true }],
    ];
    assert(
      property(exposures, (exposure) => {
        for (const rise of steps) {
          const values = rise.map((step) => valueOf({ ...exposure, ...step }));
          expect(values).toEqual(values.toSorted((a, b) => a - b));
        }
      }),
    );
  });

  it('counts what is not known in full', () => {
    const { records: _records, ...unknown } = {
      records: 5,
      vantage: 'internet',
      gives: 'read',
    } as const;
    expect(valueOf(unknown)).toBeGreaterThan(valueOf({ ...unknown, records: 5 }));
  });
});
