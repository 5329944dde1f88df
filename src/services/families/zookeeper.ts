/** ZooKeeper: it answers a word of four letters, and hangs up on all else but its own binary protocol. */
import { lookInClear } from '../in-clear.ts';
import type { Family } from '../service.ts';
import { askWord, zookeeper as header } from '../zookeeper/header.ts';
import { lookAtZookeeper } from '../zookeeper/look.ts';

const REPLY =
  /^(?:Zookeeper version: \d|This ZooKeeper instance is not currently serving|srvr is not executed because it is not in the whitelist)/i;

export const zookeeper: Family = {
  id: 'zookeeper',
  sends: header.sends,
  opening: { name: 'zookeeper', ask: askWord },
  recognises: (answer) => REPLY.test(answer.toString('latin1', 0, 80)),
  look: (dialogue, opening) => lookInClear(zookeeper, { dialogue, opening }, lookAtZookeeper),
};
