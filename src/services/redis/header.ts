/**
 * Redis, and what speaks as Redis does: Valkey, KeyDB, Dragonfly, Kvrocks, Sentinel.
 * Sends no password and nothing that writes; SETNAME names our own connection. INFO tells the server, and DBSIZE is
 * the protected read: PING alone may be left to anybody by an ACL.
 */
import { encodeRespPipeline } from '../../protocols/resp.ts';
import type { Dialogue, Line } from '../../protocols/line.ts';
import { redisLists } from './inventory.ts';
import type { ServiceHeader } from '../service.ts';

export const redis: ServiceHeader = {
  id: 'redis',
  title: 'Redis and compatible servers',
  family: 'resp',
  sends: [
    'CLIENT SETNAME {name}',
    'PING',
    'INFO server',
    'DBSIZE',
    'CLIENT INFO',
    '{nonce}',
    'SENTINEL MASTERS',
  ],
  lists: redisLists,
  verdicts: ['open', 'partial', 'protected', 'denied', 'tls-only', 'decoy', 'unknown'],
  verified: 'Redis 7.0.15 and Valkey 8.0.1, real servers',
};

/** All questions in one packet: Redis answers them in order, so one round trip decides. */
export function redisOpening(dialogue: Dialogue, line: Line): void {
  const name = dialogue.agent.replaceAll(/[^\w.-]+/g, '-');
  const commands = [
    ['CLIENT', 'SETNAME', name],
    ['PING'],
    ['INFO', 'server'],
    ['DBSIZE'],
    ['CLIENT', 'INFO'],
    [dialogue.nonce()],
  ];
  line.send('resp', encodeRespPipeline(commands));
}
