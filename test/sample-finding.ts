import { findingId } from '../src/findings/identity.ts';
import type { Finding } from '../src/model/finding.ts';

/** An open Redis; `value` is its score. */
export function sampleFinding({ value = 60, asset = '10.0.0.1:6379' } = {}): Finding {
  const weight = { word: 'x', weight: 1 };
  return {
    id: findingId('anonymous-access', asset),
    rule: 'anonymous-access',
    severity: value > 80 ? 'critical' : 'high',
    title: 'Redis: anonymous access',
    asset,
    where: { address: '10.0.0.1', port: 6379, transport: 'tcp' },
    product: 'redis',
    why: 'why',
    remedy: 'remedy',
    references: [],
    score: {
      scheme: 'nightlatch-score/1',
      value,
      reach: weight,
      control: weight,
      magnitude: weight,
    },
  };
}
