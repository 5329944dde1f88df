import { describe, expect, it } from 'vitest';
import { NOW, observation } from '../../test/rule-cases.ts';
import { Finding } from '../model/finding.ts';
import type { Observation } from '../model/observation.ts';
import { adviceFor, judgeAll } from '../rules/judge.ts';
import { cvssLabel } from './cvss.ts';
import { type Failure, toFindings } from './find.ts';

function failuresOf(observations: readonly Observation[]): Failure[] {
  return [...judgeAll(observations, { policy: {}, asOf: NOW })].flatMap((judgement) => {
    const { verdict } = judgement;
    return verdict.outcome === 'fail' ? [{ ...judgement, verdict, ...adviceFor(judgement) }] : [];
  });
}

const listener = (address: string) =>
  observation({
    asset: 'this-host/clickhouse@0.0.0.0:8123',
    endpoint: { address, port: 8123, transport: 'tcp', boundTo: '0.0.0.0' },
    product: 'clickhouse',
    access: 'open',
    grants: 'admin',
  });

describe('findings', () => {
  it('tell the founding case as it must come out', () => {
    const demo = observation({
      endpoint: { address: '127.0.0.1', port: 18_123, transport: 'tcp', boundTo: '127.0.0.1' },
      product: 'clickhouse',
      access: 'open',
      grants: 'admin',
    });
    const findings = toFindings(failuresOf([demo]), { vantage: 'internet' });
    expect(findings.map(({ rule }) => rule)).toEqual(['anonymous-access']);
    expect(findings[0]).toMatchObject({
      severity: 'high',
      title: 'ClickHouse: anonymous access',
      score: { value: 71.3 },
      cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
    });
    expect(Finding.safeParse(findings[0]).success).toBe(true);
  });

  it('make one of a listener that several addresses reach', () => {
    const findings = toFindings(failuresOf([listener('127.0.0.1'), listener('::1')]), {});
    expect(findings.map(({ rule }) => rule)).toEqual(['anonymous-access', 'plaintext-transport']);
  });

  it('are the same in any order', () => {
    const failures = failuresOf([listener('127.0.0.1'), listener('::1'), observation()]);
    expect(toFindings(failures.toReversed(), {})).toEqual(toFindings(failures, {}));
  });

  it('come worst first', () => {
    const values = toFindings(failuresOf([observation(), listener('127.0.0.1')]), {}).map(
      ({ score }) => score.value,
    );
    expect(values).toEqual(values.toSorted((a, b) => b - a));
  });
});

describe('the CVSS label', () => {
  it('says where from, and whether an account is needed', () => {
    expect(cvssLabel('read', 'segment')).toBe(
      'CVSS:4.0/AV:A/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
    );
    expect(cvssLabel('admin', 'host', { needsAccount: true })).toContain('AV:L/AC:L/AT:P');
    expect(cvssLabel('banner', 'internet')).toBeUndefined();
  });
});
