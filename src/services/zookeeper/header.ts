/**
 * ZooKeeper. `srvr`, the one word that every version answers, is answered whatever is protected, and proves nothing.
 * The proof is the list of the root's children, which needs a session: no node changes by it, and it is closed at
 * once (docs/decisions/zookeeper-session.md). No watch is set, no node's data is read.
 * https://zookeeper.apache.org/doc/current/zookeeperProgrammers.html#sc_ZooKeeperAccessControl
 */
import type { Dialogue, Line } from '../../protocols/line.ts';
import { encodeZookeeperWord } from '../../protocols/zookeeper.ts';
import type { ServiceHeader } from '../service.ts';

export const zookeeper: ServiceHeader = {
  id: 'zookeeper',
  title: 'ZooKeeper',
  family: 'zookeeper',
  sends: [
    'srvr',
    'connect, a new session',
    'getChildren /',
    'getACL /',
    'getChildren /{nonce}',
    'closeSession',
  ],
  verdicts: ['open', 'protected', 'identified', 'tls-only', 'decoy', 'unknown'],
  verified: 'ZooKeeper 3.8.0, real server: open, ACL on the root, log-in enforced, TLS',
};

export function askWord(_dialogue: Dialogue, line: Line): void {
  line.send('zookeeper', encodeZookeeperWord());
}
