/** RESP: Redis and its kin. The product's file judges; this file knows only how such a conversation begins. */
import { lookAtRedis } from '../redis/access.ts';
import { takeRedisInventory } from '../redis/inventory.ts';
import { redis, redisOpening } from '../redis/header.ts';
import type { Family } from '../service.ts';

/** A RESP reply to PING that names itself as one: a status, or an error with its upper-case code. */
const REPLY = /^(?:\+[A-Za-z][^\r\n]{0,200}\r\n|-[A-Z]{2,20}[ \r])/;

export const resp: Family = {
  id: 'resp',
  sends: redis.sends,
  opening: { name: 'resp', ask: redisOpening },
  recognises: (answer, question) =>
    question === 'resp' && REPLY.test(answer.toString('latin1', 0, 256)),
  look: lookAtRedis,
  inventory: takeRedisInventory,
  logsIn: true,
};
