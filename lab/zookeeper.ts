import { existsSync, readFileSync } from 'node:fs';
import { ask, secure } from './dial.ts';
import { type Product, type Site, LabError } from './product.ts';
import { JAVA_FLAGS } from './search.ts';

/** Debian keeps its logging set-up beside its configuration. */
const CLASSES = '/etc/zookeeper/conf:/usr/share/java/zookeeper.jar:/usr/share/java/*';
const MAIN = 'org.apache.zookeeper.server.quorum.QuorumPeerMain';

/** A session of 4 s; behind it come requests. */
const CONNECT = `0000002d${'00'.repeat(12)}00000fa0${'00'.repeat(8)}00000010${'00'.repeat(16)}00`;
/** setACL of `/`: all rights, for clients from one address that is nobody's. */
const SET_ACL = (() => {
  const text = (value: string): string =>
    value.length.toString(16).padStart(8, '0') + Buffer.from(value).toString('hex');
  const body = `0000000100000007${text('/')}000000010000001f${text('ip')}${text('127.9.9.9')}ffffffff`;
  return (body.length / 2).toString(16).padStart(8, '0') + body;
})();

const LOGIN = ['enforce.auth.enabled=true', 'enforce.auth.schemes=digest'];

async function ownLines(site: Site): Promise<readonly string[]> {
  const client = [`clientPort=${site.port('client')}`, `clientPortAddress=${site.address}`];
  switch (site.state) {
    case 'tls': {
      const { cert, key } = await site.certificate('good');
      const both = `${readFileSync(key, 'utf8')}${readFileSync(cert, 'utf8')}`;
      return [
        `secureClientPort=${site.port('client')}`,
        `secureClientPortAddress=${site.address}`,
        'serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory',
        `ssl.keyStore.location=${await site.write('server.pem', both)}`,
        'ssl.clientAuth=none',
      ];
    }
    case 'login':
      return [...client, ...LOGIN];
    case 'admin':
      return [
        ...client,
        ...LOGIN,
        'admin.enableServer=true',
        `admin.serverAddress=${site.address}`,
        `admin.serverPort=${site.port('admin')}`,
      ];
    default:
      return client;
  }
}

async function closeTheRoot(site: Site): Promise<void> {
  const request = Buffer.from(CONNECT + SET_ACL, 'hex');
  // 41 bytes answer the first, and 20 at least the second.
  const answer = await ask(site.dial('client'), request, (sofar) => sofar.length > 41 + 20);
  if (answer.readInt32BE(41 + 16) !== 0) throw new LabError('the ACL was not set');
}

/**
 * `restricted` answers none of the four-letter commands but srvr, `acl` shows its root to nobody, `login` wants one before anything,
 * and `admin` too, beside a server for administrators that wants none.
 */
export const zookeeper: Product = {
  id: 'zookeeper',
  ports: { client: 2181 },
  portsIn: { tls: { client: 2281 }, admin: { client: 2181, admin: 8080 } },
  states: ['open', 'restricted', 'acl', 'login', 'tls', 'admin'],
  needs: ['java'],
  missing: () => (existsSync('/etc/zookeeper/conf') ? undefined : 'zookeeper not installed'),
  patience: 90_000,
  async launch(site) {
    const words = site.state === 'open' ? '*' : 'srvr';
    const lines = [
      'tickTime=2000',
      `dataDir=${site.folder}/data`,
      `4lw.commands.whitelist=${words}`,
      ...(site.state === 'admin' ? [] : ['admin.enableServer=false']),
      ...(await ownLines(site)),
    ];
    const path = await site.write('zoo.cfg', `${lines.join('\n')}\n`);
    return {
      argv: ['java', ...JAVA_FLAGS, '-cp', CLASSES, MAIN, path],
      async ready() {
        const plain = site.dial('client');
        const connection = site.state === 'tls' ? secure(plain) : plain;
        const answer = await ask(connection, 'srvr', (sofar) => sofar.includes('Mode:'));
        return answer.includes('Zookeeper version') && answer.includes('Mode: standalone');
      },
      async seed() {
        if (site.state === 'acl') await closeTheRoot(site);
      },
    };
  },
};
