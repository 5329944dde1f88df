import { describe, expect, it } from 'vitest';
import { manyRun } from '../../test/report-hostile.ts';
import { realisticRun, sampleFinding } from '../../test/report-samples.ts';
import { summarise } from './summary.ts';

function* findings(amount: number, rule: string) {
  for (let index = 0; index < amount; index++) {
    const where = {
      address: `10.0.${index >> 8}.${index & 255}`,
      port: 1,
      transport: 'tcp',
    } as const;
    yield sampleFinding({ rule, where });
  }
}

describe('the summary of findings', () => {
  it('groups by host, in the order of the worst', () => {
    const { blocks, hosts, total } = summarise(realisticRun.findings);
    expect(blocks.map((block) => (block.kind === 'host' ? block.host : 'many'))).toEqual([
      '203.0.113.8',
      '2001:db8::7',
      '203.0.113.9',
    ]);
    expect([hosts, total]).toEqual([3, 4]);
  });

  it('takes the listeners of this machine for one host', () => {
    const where = { port: 1, transport: 'tcp', boundTo: '::' } as const;
    const { blocks } = summarise([
      sampleFinding({ where: { ...where, address: '127.0.0.1' } }),
      sampleFinding({ where: { ...where, address: '::1' } }),
    ]);
    expect(blocks).toMatchObject([{ host: 'this machine', findings: [{}, {}] }]);
  });

  it('collapses 1,000 of the same into one, with the worst in front', () => {
    expect(summarise(manyRun(1000).findings).blocks).toMatchObject([
      {
        kind: 'many',
        count: 1000,
        bySeverity: { critical: 10, high: 990 },
        worst: { severity: 'critical' },
        examples: [{ address: '10.0.0.0' }, { address: '10.0.0.1' }, { address: '10.0.0.2' }],
      },
    ]);
  });

  it('tells 200 of the same one by one, and 201 together', () => {
    expect(summarise([...findings(200, 'a')]).hosts).toBe(200);
    expect(summarise([...findings(201, 'a')]).hosts).toBe(0);
  });

  it('stays readable where many groups are each below the limit', () => {
    const all = Array.from({ length: 40 }, (_, rule) => [...findings(190, `rule-${rule}`)]).flat();
    const { blocks, total } = summarise(all);
    const told = blocks.flatMap((block) => (block.kind === 'host' ? block.findings : []));
    expect(total).toBe(7600);
    expect(told.length).toBeLessThanOrEqual(2000);
    expect(blocks.filter(({ kind }) => kind === 'many').length).toBeGreaterThan(25);
  });
});
