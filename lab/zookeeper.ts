import { existsSync } from 'node:fs';
import { ask } from './dial.ts';
import type { Product } from './product.ts';
import { JAVA_FLAGS } from './search.ts';

/** Debian keeps its logging set-up beside its configuration. */
const CLASSES = '/etc/zookeeper/conf:/usr/share/java/zookeeper.jar:/usr/share/java/*';
const MAIN = 'org.apache.zookeeper.server.quorum.QuorumPeerMain';

/** `restricted` answers none of the four-letter commands but srvr. */
export const zookeeper: Product = {
  id: 'zookeeper',
  ports: { client: 2181 },
  states: ['open', 'restricted'],
  needs: ['java'],
  missing: () => (existsSync('/etc/zookeeper/conf') ? undefined : 'zookeeper not installed'),
  patience: 90_000,
  async launch(site) {
    const lines = [
      'tickTime=2000',
      `dataDir=${site.folder}/data`,
      `clientPortAddress=${site.address}`,
      `clientPort=${site.port('client')}`,
      `4lw.commands.whitelist=${site.state === 'open' ? '*' : 'srvr'}`,
      'admin.enableServer=false',
    ];
    const path = await site.write('zoo.cfg', `${lines.join('\n')}\n`);
    return {
      argv: ['java', ...JAVA_FLAGS, '-cp', CLASSES, MAIN, path],
      async ready() {
        const answer = await ask(site.dial('client'), 'srvr', (sofar) => sofar.includes('Mode:'));
        return answer.includes('Zookeeper version') && answer.includes('Mode: standalone');
      },
    };
  },
};
