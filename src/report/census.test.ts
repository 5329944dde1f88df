import { describe, expect, it } from 'vitest';
import type { Observation } from '../model/observation.ts';
import { realisticRun, sampleObservation } from '../../test/report-samples.ts';
import { takeCensus } from './census.ts';
import { summarise } from './summary.ts';

function census(observations: Iterable<Observation>, keep = 20) {
  return takeCensus(observations, summarise(realisticRun.findings), keep);
}

describe('the census of looks', () => {
  it('sorts each look by what it means', () => {
    const { standings, total } = census(realisticRun.observations);
    expect(total).toBe(6);
    expect(standings['let-in'].first).toEqual([]);
    expect(standings.shut.first).toMatchObject([{ access: 'protected' }]);
    expect(standings.undecided.first).toMatchObject([{ access: 'decoy' }, { access: 'tls-only' }]);
    expect(standings.unknown.first).toMatchObject([{ access: 'unknown' }]);
  });

  it('does not hide who is let in where no rule objects', () => {
    const { standings } = census([sampleObservation({ asset: 'other', access: 'open' })]);
    expect(standings['let-in'].first).toMatchObject([{ asset: 'other' }]);
  });

  it('counts what is beyond the first few', () => {
    const many = Array.from({ length: 25 }, () => sampleObservation());
    const { first, rest } = census(many, 20).standings.shut;
    expect([first.length, rest.total, rest.ranked()[0]?.key]).toEqual([20, 5, 'Redis']);
  });

  it('finds the look behind a finding', () => {
    const [finding] = realisticRun.findings;
    const { lookOf } = census(realisticRun.observations);
    expect(finding && lookOf(finding)?.version).toBe('24.8.4.13');
  });

  it('counts second ports that were not asked', () => {
    const [first] = census(realisticRun.observations).notAsked.ranked();
    expect(first).toMatchObject({ key: 'ClickHouse on port 9009 (interserver)', count: 1 });
  });
});
