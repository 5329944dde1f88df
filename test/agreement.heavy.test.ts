import { describe } from 'vitest';
import { withNetworks } from '../lab/testing.ts';
import { agree } from './agreement/agree.ts';
import { heavySettings } from './agreement/heavy.ts';

const suite = process.env['NIGHTLATCH_LAB_HEAVY']
  ? withNetworks('zookeeper', 'kafka', 'rabbitmq')
  : describe.skip;

suite('files and world, of servers that take seconds to start (NIGHTLATCH_LAB_HEAVY)', () => {
  agree(heavySettings);
});
