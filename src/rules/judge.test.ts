import { describe, expect, it } from 'vitest';
import { NOW, observation } from '../../test/rule-cases.ts';
import { rules } from './index.ts';
import { adviceFor, judgeAll } from './judge.ts';

const circumstances = { policy: {}, asOf: NOW };
const at = (address: string, port: number) => ({
  asset: `${address}:${port}`,
  endpoint: { address, port, transport: 'tcp' as const },
});

describe('judging', () => {
  it('asks every rule of every observation once', () => {
    const judgements = [
      ...judgeAll([observation(), observation(at('10.0.0.6', 6379))], circumstances),
    ];
    const asked = rules.filter(({ reads }) => reads.includes('network')).length;
    expect(judgements.length).toBe(2 * asked);
    expect(new Set(judgements.map(({ rule, asset }) => `${rule.id} ${asset}`)).size).toBe(
      2 * asked,
    );
  });

  it('looks beside an observation at its own address only', () => {
    const metrics = { access: 'identified', product: 'http' } as const;
    const clickhouse = { product: 'clickhouse' };
    const failed = (addresses: [string, string]) =>
      [
        ...judgeAll(
          [
            observation({ ...at(addresses[0], 8123), ...clickhouse }),
            observation({ ...at(addresses[1], 9363), ...metrics }),
          ],
          circumstances,
        ),
      ].filter(({ rule, verdict }) => rule.needs === 'host' && verdict.outcome === 'fail').length;
    expect(failed(['10.0.0.5', '10.0.0.5'])).toBe(1);
    expect(failed(['10.0.0.5', '10.0.0.6'])).toBe(0);
  });

  it('is quick on a host with very many ports', () => {
    const many = Array.from({ length: 20_000 }, (_, index) =>
      observation(at('10.0.0.5', index + 1)),
    );
    let count = 0;
    for (const { verdict } of judgeAll(many, circumstances))
      count += verdict.outcome === 'fail' ? 1 : 0;
    // Plaintext, with credentials asked for: once each.
    expect(count).toBe(20_000);
  }, 10_000);

  it('advises in the words of the product, or of its original', () => {
    const open = [...judgeAll([observation({ access: 'open', product: 'valkey' })], circumstances)];
    const advice = adviceFor(open.find(({ rule }) => rule.id === 'anonymous-access')!);
    expect(advice.subject).toBe('Valkey');
    expect(advice.remedy).toContain('requirepass');
    expect(advice.references.length).toBeGreaterThan(1);
  });

  it('repeats no unknown product of a saved file', () => {
    const saved = observation({ access: 'open', product: 'evil\u202e<b>' });
    const [judgement] = judgeAll([saved], circumstances);
    expect(JSON.stringify([judgement!.verdict, adviceFor(judgement!)])).not.toContain('evil');
  });
});
