import { relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { corpus, inFolder, type CorpusCase } from '../../test/check-corpus.ts';
import { toFindings } from '../findings/find.ts';
import type { Finding } from '../model/finding.ts';
import { adviceFor, judgeAll } from '../rules/judge.ts';
import { readFiles } from './index.ts';

const NOW = new Date('2026-11-25T12:00:00Z');
const DOORS = [
  'anonymous-access',
  'passwordless-account',
  'default-password',
  'unclaimed-setup',
  'public-network-path',
];

function findingsOf(folder: string): Finding[] {
  const { observations } = readFiles([folder], folder, NOW);
  const failures = [...judgeAll(observations, { policy: {}, asOf: NOW })].flatMap((judgement) => {
    const { verdict } = judgement;
    return verdict.outcome === 'fail' ? [{ ...judgement, verdict, ...adviceFor(judgement) }] : [];
  });
  return toFindings(failures, {});
}

function told({ severity, rule, where }: Finding, folder: string): string {
  return `${severity} ${rule} ${relative(folder, `${folder}/${where.file}`)}:${where.line}`;
}

const cases = corpus();

describe('the corpus of files', () => {
  it('is half safe twins', () => {
    const faulty = cases.filter(({ want }) => want.length > 0).length;
    expect(cases.length).toBeGreaterThanOrEqual(faulty * 2);
  });

  it.each(cases.map((each) => [each.name, each] as const))('%s', (_name, each: CorpusCase) => {
    inFolder(each, (folder) => {
      const findings = findingsOf(folder);
      const isDoor = ({ rule, severity }: Finding): boolean =>
        DOORS.includes(rule) && severity !== 'low' && severity !== 'info';
      expect(
        findings
          .filter(isDoor)
          .map((finding) => told(finding, folder))
          .toSorted(),
      ).toEqual([...each.want].toSorted());
      const others = findings
        .filter((finding) => !isDoor(finding))
        .map((finding) => told(finding, folder));
      for (const also of each.also) expect(others).toContain(also);
    });
  });
});
