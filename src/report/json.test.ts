import { describe, expect, it } from 'vitest';
import { dataMapOf } from '../model/data-map.ts';
import { RunDocument } from '../model/run.ts';
import { hostileRun, manyRun } from '../../test/report-hostile.ts';
import { emptyRun, realisticRun, sampleObservation } from '../../test/report-samples.ts';
import type { RunView } from '../model/run.ts';
import { vantageOf } from './data-map.ts';
import { json, jsonl, jsonLine } from './json.ts';

function whole({ run, scope, coverage, observations, findings }: RunView) {
  return {
    schema: 'nightlatch/run/1',
    run,
    scope,
    coverage,
    observations: [...observations],
    findings: [...findings],
    dataMap: [...observations].flatMap((look) => dataMapOf(look, vantageOf({ run }))),
  };
}

describe('the JSON document', () => {
  it.each([
    ['an empty run', emptyRun],
    ['the founding case', realisticRun],
    ['hostile texts', hostileRun()],
    ['1,000 of the same', manyRun(1000)],
  ])('is exactly %s', (_name, view) => {
    const document: unknown = JSON.parse([...json(view)].join(''));
    expect(document).toEqual(whole(view));
    expect(RunDocument.safeParse(document).error).toBeUndefined();
  });
});

describe('JSON Lines', () => {
  it('has one observation a line, whatever it holds', () => {
    const view = hostileRun();
    const lines = [...jsonl(view)].join('').trimEnd().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([...view.observations]);
  });

  it('ends each line', () => {
    expect(jsonLine(sampleObservation())).toMatch(/^\{.*\}\n$/);
  });
});
