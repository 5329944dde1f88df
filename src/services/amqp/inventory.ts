/**
 * What an account of the owner's finds in a broker by AMQP 0-9-1: that it is let in. The protocol has no list of queues;
 * RabbitMQ gives one over HTTP. https://www.rabbitmq.com/docs/management#http-api
 */
import type { Dialogue } from '../../protocols/line.ts';
import { MISSED, type InventoryTask } from '../inventory.ts';
import { amqp } from './header.ts';
import { dialUp, logIn } from './session.ts';

const declares = { id: 'amqp inventory', sends: amqp.lists ?? [] };

export async function takeAmqpInventory(all: Dialogue, task: InventoryTask): Promise<void> {
  const { into, logIn: account, tls, look } = task;
  // Brokers of AMQP 1.0, and those that take no password, are not spoken to.
  if (!account?.isOwners || !look.authMethods.includes('cleartext')) return;
  const dialogue = all.speaking(declares);
  const line = await dialUp(dialogue, tls);
  try {
    const { isIn } = await logIn(dialogue, line, account);
    if (!isIn) return into.missed(MISSED.refused);
    into.listed();
    into.missed('AMQP has no list of queues; the management interface over HTTP has.');
  } finally {
    line.close();
  }
}
