/** NATS: the server speaks first, so that there is no opening question. */
import { nats as header } from '../nats/header.ts';
import { takeNatsInventory } from '../nats/inventory.ts';
import { lookAtNats } from '../nats/look.ts';
import type { Family } from '../service.ts';

const GREETING = 'INFO {';

export const nats: Family = {
  id: 'nats',
  sends: header.sends,
  recognises: (answer) => answer.toString('latin1', 0, GREETING.length) === GREETING,
  look: lookAtNats,
  inventory: takeNatsInventory,
  logsIn: true,
};
