import { describe, expect, it } from 'vitest';
import { sampleFinding } from '../../test/report-samples.ts';
import { sieve } from './accept.ts';

const NOW = new Date('2026-11-25T12:00:00Z');
const where = {
  address: '0.0.0.0',
  port: 6379,
  transport: 'tcp',
  file: 'compose.yaml',
  line: 5,
  column: 9,
} as const;
const finding = sampleFinding({ where, asset: 'compose.yaml#cache:6379' });
const none = { inFiles: [], inConfig: [], baseline: new Set<string>() };
const inFile = { rule: finding.rule, file: 'compose.yaml', line: 5, until: '2026-11-25' };

describe('what is left of the findings', () => {
  it('is all of them without exceptions', () => {
    expect(sieve([finding], none, NOW).left).toEqual([finding]);
  });

  it('is none on the last day of an exception, and all on the day after', () => {
    const exceptions = { ...none, inFiles: [inFile] };
    expect(sieve([finding], exceptions, NOW)).toMatchObject({
      left: [],
      accepted: [{ until: '2026-11-25' }],
    });
    const later = sieve([finding], exceptions, new Date('2026-11-26T00:00:00Z'));
    expect(later).toMatchObject({
      left: [finding],
      accepted: [],
      expired: [{ until: '2026-11-25' }],
    });
  });

  it.each([
    ['another rule', { ...inFile, rule: 'end-of-life' }],
    ['another line', { ...inFile, line: 6 }],
    ['another file', { ...inFile, file: 'other.yaml' }],
  ])('is untouched by an exception for %s', (_name, exception) => {
    expect(sieve([finding], { ...none, inFiles: [exception] }, NOW).left).toEqual([finding]);
  });

  it('knows an asset or a file of the configuration', () => {
    for (const place of ['compose.yaml', 'compose.yaml#cache:6379']) {
      const entry = { rule: finding.rule, where: place, until: '2027-01-01', because: 'it moves' };
      expect(sieve([finding], { ...none, inConfig: [entry] }, NOW).left).toEqual([]);
    }
  });

  it('leaves out what the baseline knows, and counts it', () => {
    expect(sieve([finding], { ...none, baseline: new Set([finding.id]) }, NOW)).toMatchObject({
      left: [],
      known: 1,
    });
  });
});
