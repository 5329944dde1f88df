import { describe, expect, it } from 'vitest';
import { HOSTILE, hostileRun, manyRun } from '../../test/report-hostile.ts';
import { emptyRun, realisticRun } from '../../test/report-samples.ts';
import type { RunView } from '../model/run.ts';
import { markdown } from './markdown.ts';

function show(view: RunView, verbose = false): string {
  return [...markdown(view, { verbose })].join('');
}

/** The lines as a reader of Markdown acts on them: code spans are inert, and here they are always of one backtick. */
function live(text: string): string[] {
  return text.split('\n').map((line) => line.replaceAll(/`[^`]*`/g, 'CODE'));
}

describe('the Markdown report', () => {
  it('says of an empty run that nothing was judged', () => {
    expect(show(emptyRun)).toContain('**Nothing answered, so nothing was judged.**');
  });

  it('tells findings by host, then what is shut and what was not seen', () => {
    const text = show(realisticRun);
    expect(text).toContain('### `203.0.113.8` `dev.example.org`');
    expect(text).toContain('#### HIGH · ClickHouse: anonymous access (`24.8.4.13`)');
    expect(text).toContain('| `10.20.0.5:6379` | `Redis` | protected | asks for credentials |');
    expect(text).toContain('- `"old.example.org"` could not be looked at:');
  });

  it('shows the transcript where asked', () => {
    expect(show(realisticRun, true)).toContain('`#1 GET /ping`');
    expect(show(realisticRun)).not.toContain('GET /ping');
  });

  it('collapses 1,000 of the same', () => {
    expect(show(manyRun(1000))).toContain('### 1,000 endpoints with the same finding');
    expect(show(manyRun(1000)).split('\n').length).toBeLessThan(40);
  });

  it('leaves nothing of hostile texts alive', () => {
    for (const line of live(show(hostileRun(), true))) {
      expect(line.replace(/^> /, '')).not.toMatch(/[<>`@[\]]|https?:|www\.|evil/u);
    }
  });

  it('keeps every table at its columns', () => {
    const tables = live(show(hostileRun())).filter((line) => line.startsWith('|'));
    const widths = new Set(tables.map((row) => row.split('|').length));
    // Four for looks, seven for data; the two outer ends are empty.
    expect([...widths].toSorted((a, b) => a - b)).toEqual([6, 9]);
    const data = tables.filter((row) => row.split('|').length === 9);
    expect(data).toHaveLength(2 + HOSTILE.length);
  });
});
