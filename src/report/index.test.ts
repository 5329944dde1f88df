import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { hostileRun, manyRun } from '../../test/report-hostile.ts';
import { emptyRun, sampleRules } from '../../test/report-samples.ts';
import type { RunView } from '../model/run.ts';
import { formats } from './index.ts';

const options = { color: false, width: 100, verbose: false, rules: sampleRules };

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');

function retained(): number {
  if (typeof collectGarbage === 'function') collectGarbage();
  return getHeapStatistics().used_heap_size;
}

/** Calls `atEnd` while the last entry of a list is in the reader's hands. */
function watched<T>(list: Iterable<T>, amount: number, atEnd: () => void): Iterable<T> {
  return {
    *[Symbol.iterator]() {
      let index = 0;
      for (const entry of list) {
        index++;
        if (index === amount) atEnd();
        yield entry;
      }
    },
  };
}

describe.each(Object.entries(formats))('the format %s', (_name, format) => {
  it('emits nothing that moves a cursor or reorders a line', () => {
    const text = [...format(hostileRun(), { ...options, verbose: true })].join('');
    expect(text.replaceAll(/[\r\n]/g, '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
  });

  it('has text for an empty run, except where it has no line', () => {
    const text = [...format(emptyRun, options)].join('');
    expect(text === '').toBe(format === formats.jsonl);
  });

  it('holds no list: 100,000 looks leave the heap as it was', () => {
    const amount = 100_000;
    const run = manyRun(amount);
    const before = retained();
    let most = 0;
    const measure = () => {
      most = Math.max(most, retained() - before);
    };
    const view: RunView = {
      ...run,
      observations: watched(run.observations, amount, measure),
      findings: watched(run.findings, amount, measure),
    };

    let length = 0;
    for (const chunk of format(view, options)) length += chunk.length;

    expect(length).toBeGreaterThan(0);
    expect(most).toBeLessThan(8_000_000);
  });
});

describe('a report', () => {
  it('is made as it is read', () => {
    let read = 0;
    const run = manyRun(100_000);
    const observations = {
      *[Symbol.iterator]() {
        for (const look of run.observations) {
          read++;
          yield look;
        }
      },
    };
    const [first = ''] = formats.json({ ...run, observations }, options);
    expect(first.length).toBeGreaterThan(10_000);
    expect(read).toBeLessThan(1000);
  });
});
