import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { hostileRun, manyRun } from '../../test/report-hostile.ts';
import { emptyRun, realisticRun } from '../../test/report-samples.ts';
import type { RunView } from '../model/run.ts';
import { columns } from './layout.ts';
import { terminal } from './terminal.ts';

const plain = { color: false, width: 100, verbose: false };

function show(view: RunView, changes: Partial<typeof plain> = {}): string {
  return [...terminal(view, { ...plain, ...changes })].join('');
}

describe('the terminal report', () => {
  it('tells worst first: what, where, why, what was seen, what to do', () => {
    const text = show(realisticRun);
    expect(text).toContain('4,096 endpoints, seen from the internet, in 2.1 s');
    expect(text).toContain('4 findings: 2 high, 1 medium, 1 low.');
    expect(text).toContain('HIGH      ClickHouse: anonymous access (24.8.4.13)');
    expect(text).toContain('at   dev.example.org:8123 (203.0.113.8)');
    expect(text).toContain('seen GET /?query=SHOW TABLES → 200, 1 name');
    expect(text.indexOf('HIGH')).toBeLessThan(text.indexOf('MEDIUM'));
    expect(text).toContain('nightlatch explain anonymous-access');
  });

  it('shows a proof once, and none beside what let nobody in', () => {
    expect(show(realisticRun).match(/^ +seen /gm)).toHaveLength(2);
  });

  it('never hides what it could not tell', () => {
    const text = show(realisticRun);
    expect(text).toContain('Unknown is never a pass.');
    expect(text).toContain('It accepted the connection and said nothing for 15 s.');
    expect(text).toContain('"old.example.org" could not be looked at');
    expect(text).toContain('"8.8.8.8" out of scope');
    expect(text).toContain('anonymous-access: could not tell for 2 endpoints');
    expect(text).toContain('ClickHouse on port 9009 (interserver): known for it and not asked');
    expect(text).toContain('UDP is not asked.');
  });

  it('says what was not tried for want of leave, and how files are mended', () => {
    const unknownRules = { 'passwordless-account': 1, 'end-of-life': 1 };
    const run = { ...realisticRun, coverage: { ...realisticRun.coverage, unknownRules } };
    const text = show(run);
    expect(text).toContain(
      'passwordless-account: could not tell for 1 endpoint; log-ins are tried',
    );
    expect(text).toContain('end-of-life: could not tell for 1 endpoint\n');
    expect(text).not.toContain('--fix');
    const files = show({ ...run, run: { ...run.run, vantage: 'files' } });
    expect(files).toContain('nightlatch check … --fix --dry-run');
    expect(files).not.toContain('log-ins are tried');
  });

  it('says of an empty run that nothing was judged', () => {
    expect(show(emptyRun)).toContain('Nothing answered, so nothing was judged.');
    expect(show(emptyRun)).not.toContain('Next');
  });

  it('collapses 1,000 of the same', () => {
    const text = show(manyRun(1000));
    expect(text).toContain('10.0.0.0:6379, 10.0.0.1:6379, 10.0.0.2:6379 and 997 more');
    expect(text.split('\n').length).toBeLessThan(40);
  });

  it('lists 20 of the shut ones, and counts the rest', () => {
    const { observations } = manyRun(30);
    const shut = { ...emptyRun, observations: [...observations].map(close) };
    expect(show(shut)).toContain('and 10 more: 10 Redis');
  });

  it.each([80, 93, 120])('fits %i columns, colour and hostile texts included', (width) => {
    for (const view of [realisticRun, hostileRun(), manyRun(1000), emptyRun]) {
      for (const line of show(view, { width, color: true, verbose: true }).split('\n')) {
        expect(columns(stripVTControlCharacters(line))).toBeLessThanOrEqual(width);
      }
    }
  });

  it('keeps to 80 to 120 columns whatever it is told', () => {
    const widest = (width: number) =>
      Math.max(...show(realisticRun, { width }).split('\n').map(columns));
    expect([widest(10), widest(Number.NaN), widest(500)]).toEqual([80, 80, 120]);
  });

  it('adds proof, control and transcript where asked', () => {
    const text = show(realisticRun, { verbose: true });
    expect(text).toContain('AUTHENTICATION_FAILED (516)');
    expect(text).toContain('#1 GET /ping');
    expect(text).toContain('Server display name: "clickhouse-prod-2"');
    expect(show(realisticRun)).not.toContain('GET /ping');
  });

  it('differs by colour in nothing else', () => {
    const coloured = show(realisticRun, { color: true });
    expect(coloured).toContain('\u001B[');
    expect(stripVTControlCharacters(coloured)).toBe(show(realisticRun));
  });
});

function close<T extends { access: string }>(look: T): T & { access: 'protected' } {
  return { ...look, access: 'protected' };
}
