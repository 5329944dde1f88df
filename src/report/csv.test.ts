import { describe, expect, it } from 'vitest';
import { hostileRun, manyRun } from '../../test/report-hostile.ts';
import { emptyRun, realisticRun } from '../../test/report-samples.ts';
import type { RunView } from '../model/run.ts';
import { csv } from './csv.ts';

/** Reads RFC 4180 back. */
function rows(view: RunView): string[][] {
  const text = [...csv(view)].join('');
  return text
    .split('\r\n')
    .slice(0, -1)
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/g)].map(
        ([, quotedCell, cell]) => quotedCell?.replaceAll('""', '"') ?? cell ?? '',
      ),
    );
}

describe('the CSV', () => {
  it('has its header where nothing was found', () => {
    expect(rows(emptyRun)).toHaveLength(1);
    expect(rows(emptyRun)[0]?.slice(0, 3)).toEqual(['severity', 'score', 'rule']);
  });

  it('has one row a finding', () => {
    const [header = [], first = []] = rows(realisticRun);
    const record = Object.fromEntries(header.map((name, index) => [name, first[index]]));
    expect(record).toMatchObject({
      severity: 'high',
      rule: 'anonymous-access',
      host: 'dev.example.org',
      address: '203.0.113.8',
      port: '8123',
      product: 'clickhouse',
    });
    expect(rows(manyRun(1000))).toHaveLength(1001);
  });

  it('keeps its shape, and computes nothing, whatever the texts', () => {
    const all = rows(hostileRun());
    const [header = []] = all;
    expect(all).toHaveLength(9);
    for (const row of all) {
      expect(row).toHaveLength(header.length);
      for (const cell of row) expect(cell).not.toMatch(/^\s*[=+\-@]/);
    }
  });
});
