import { describe, expect, it } from 'vitest';
import { caseOn, ownerOf } from '../../../test/incident.ts';
import { makePlans } from '../../incident/contain/plan.ts';
import { planWords } from './plan-words.ts';

const STORES = [
  'redis',
  'postgresql',
  'mariadb',
  'clickhouse',
  'elasticsearch',
  'etcd',
  'mqtt',
  'nats',
  'mongodb',
];

describe('a plan in words', () => {
  it.each(STORES)('says what breaks, what is lost and how it is undone: %s', (product) => {
    using folder = caseOn();
    const access = ownerOf({ product, address: '192.0.2.7', port: 4444 });
    const wish = { allow: ['10.0.0.0/8'], seconds: 1800, usersFile: null, group: null };
    const plans = makePlans(folder.found, { access, ...wish });
    expect(plans.map(({ layer }) => layer).slice(-2)).toEqual(['nftables', 'docker-user']);
    for (const plan of plans) {
      for (const step of plan.steps) {
        const { application, sessions, evidence, verification, command } = step;
        expect([application, sessions, evidence, verification, ...command]).not.toContain('');
      }
      const words = planWords(plan);
      expect(words).toContain(`undo it: nightlatch contain undo ${plan.id}`);
      expect(words.includes('lifts itself after 30 min')).toBe(plan.layer === 'nftables');
      expect(words.includes('timeout 1800s')).toBe(plan.layer === 'nftables');
    }
  });
});
