import { randomUUID } from 'node:crypto';
import type { Message } from './message.ts';

/** So that somebody knows that a receiver works before it has to. */
export function testMessage(by: string): Message {
  return {
    schema: 'nightlatch/alert/1',
    id: randomUUID(),
    entry: 'test',
    summary: `A test message of Nightlatch, asked for by ${by}. Nothing is open because of it.`,
    worst: 'info',
    items: [],
    more: 0,
  };
}
