import { existsSync, readFileSync } from 'node:fs';
import Ajv from 'ajv-draft-04';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { hostileRun, manyRun } from '../../test/report-hostile.ts';
import { emptyRun, realisticRun, sampleFinding, sampleRules } from '../../test/report-samples.ts';
import type { RunView } from '../model/run.ts';
import { securitySeverity } from './sarif-rules.ts';
import { sarif } from './sarif.ts';

/** The official schema lies beside the repository and not in it. */
const schema = new URL('../../../shared/schemas/sarif-schema-2.1.0.json', import.meta.url);
const validate = existsSync(schema)
  ? new Ajv.default({ strict: false, validateFormats: false }).compile<Log>(
      JSON.parse(readFileSync(schema, 'utf8')),
    )
  : undefined;

function log(view: RunView): Log {
  const document: unknown = JSON.parse([...sarif(view, { rules: sampleRules })].join(''));
  if (validate && !validate(document)) throw new Error(JSON.stringify(validate.errors));
  return document as Log;
}

function only(view: RunView) {
  const [run] = log(view).runs;
  if (run === undefined) throw new Error('a SARIF log has a run');
  return run;
}

function notes(view: RunView): string[] {
  const list = only(view).invocations?.[0]?.toolExecutionNotifications ?? [];
  return list.map(({ message }) => message.text ?? '');
}

describe('the SARIF log', () => {
  it.skipIf(!validate)(
    'is held to the official schema (skipped where ../shared/schemas is absent)',
    () => {
      expect(validate?.({ version: '2.1.0' })).toBe(false);
    },
  );

  it('is valid for an empty run, which has results, namely none', () => {
    expect(only(emptyRun).results).toEqual([]);
  });

  it('gives each finding a level, a place and a lasting fingerprint', () => {
    const [first, , third, fourth] = only(realisticRun).results ?? [];
    expect(first).toMatchObject({
      ruleId: 'anonymous-access',
      ruleIndex: 0,
      level: 'error',
      rank: 68.4,
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'nightlatch/dev.example.org_8123' },
            region: { startLine: 1 },
          },
        },
      ],
      partialFingerprints: { primaryLocationLineHash: 'f-anonymous-access-8c1d' },
    });
    expect([third?.level, fourth?.level]).toEqual(['warning', 'note']);
  });

  it('gives each rule what GitHub reads', () => {
    expect(only(realisticRun).tool.driver.rules?.[0]).toMatchObject({
      id: 'anonymous-access',
      helpUri: 'https://cwe.mitre.org/data/definitions/306.html',
      properties: { 'security-severity': '8.0', tags: ['security', 'external/cwe/cwe-306'] },
    });
  });

  it('tells what was not seen', () => {
    expect(notes(realisticRun)).toEqual([
      expect.stringContaining('"old.example.org" could not be looked at'),
      expect.stringContaining('"8.8.8.8" out of scope'),
      'anonymous-access could not tell for 2 endpoints.',
      expect.stringContaining('Unknown at 1 endpoint (203.0.113.13:27017)'),
      'UDP is not asked.',
      'Ports published inside other network namespaces.',
    ]);
  });

  it('keeps the worst 25,000, and says what it left out', () => {
    const view = manyRun(26_000);
    expect(only(view).results).toHaveLength(25_000);
    expect(notes(view).join(' ')).toContain('1,000 are left out');
  });

  it('is valid with hostile texts, which stay text', () => {
    const { results = [] } = only(hostileRun());
    for (const result of results) {
      expect(result.message.text).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
      expect(result.message.text).not.toMatch(/(?<!\\)\]\(/);
      expect(result.message.text?.replaceAll(/\{\{|\}\}/g, '')).not.toMatch(/[{}]/);
      const uri = result.locations?.[0]?.physicalLocation?.artifactLocation?.uri;
      expect(uri).toMatch(/^nightlatch\/[\w.-]+_\d+$/);
    }
  });
});

describe('the severity that GitHub reads', () => {
  it.each([
    ['critical', 80, 9],
    ['critical', 100, 10],
    ['high', 55, 7],
    ['high', 79.9, 8.9],
    ['medium', 30, 4],
    ['low', 10, 0.1],
    ['info', 5, 0],
    ['high', 12, 7],
  ] as const)('of %s at %d is %d, in the band of the same name', (severity, value, expected) => {
    const { score } = sampleFinding();
    expect(securitySeverity(sampleFinding({ severity, score: { ...score, value } }))).toBe(
      expected,
    );
  });
});
