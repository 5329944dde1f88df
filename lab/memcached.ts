import type { Duplex } from 'node:stream';
import { ask, secure } from './dial.ts';
import { flags, prefixed } from './flags.ts';
import { type Product, type Site, LAB_PASSWORD, LAB_USER, LabError } from './product.ts';

/** Opcode 0x0b asks for the version, which needs no log-in in the binary protocol. */
const BINARY_VERSION = Buffer.from('800b00000000000000000000000000000000000000000000', 'hex');
const BINARY_ANSWER = 0x81;

const store = (key: string, value: string): string =>
  `set ${key} 0 0 ${Buffer.byteLength(value)}\r\n${value}\r\n`;

interface Setup {
  readonly words: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

async function setUp(site: Site): Promise<Setup> {
  switch (site.state) {
    case 'password': {
      const file = await site.write('accounts', `${LAB_USER}:${LAB_PASSWORD}\n`);
      return { words: ['-Y', file] };
    }
    case 'tls': {
      const { cert, key } = await site.certificate('good');
      return { words: ['-Z', '-o', `ssl_chain_cert=${cert},ssl_key=${key}`] };
    }
    case 'sasl': {
      await site.makeFolder('sasl');
      const database = `${site.folder}/sasl/db`;
      await site.write('sasl/memcached.conf', `mech_list: plain\nsasldb_path: ${database}\n`);
      const account = flags({ '-a': 'memcached', '-u': 'lab', '-f': database });
      await site.run(['saslpasswd2', '-p', '-c', ...account, LAB_USER], `${LAB_PASSWORD}\n`);
      return { words: ['-S'], env: { SASL_CONF_PATH: `${site.folder}/sasl` } };
    }
    default:
      return { words: [] };
  }
}

function connection(site: Site): Duplex {
  const plain = site.dial('memcached');
  return site.state === 'tls' ? secure(plain) : plain;
}

async function isReady(site: Site): Promise<boolean> {
  if (site.state === 'sasl') {
    const answer = await ask(connection(site), BINARY_VERSION);
    return answer[0] === BINARY_ANSWER;
  }
  const answer = (await ask(connection(site), 'version\r\n')).toString();
  return answer.startsWith(site.state === 'password' ? 'CLIENT_ERROR unauthenticated' : 'VERSION ');
}

/** Settings are passed as `-name value`. */
export const memcached: Product = {
  id: 'memcached',
  ports: { memcached: 11211 },
  states: ['open', 'password', 'sasl', 'tls'],
  needs: ['memcached', 'saslpasswd2'],
  // It looks at its signals once a second only, and has nothing to save.
  stopSignal: 'SIGKILL',
  async launch(site) {
    const { words, env } = await setUp(site);
    const listen = flags({ '-l': site.address, '-p': site.port('memcached'), '-U': 0 });
    const settings = flags(prefixed('-', site.settings));
    return {
      argv: ['memcached', '-m', '16', ...listen, ...words, ...settings],
      ...(env && { env }),
      ready: async () => await isReady(site),
      async seed() {
        if (site.state === 'sasl') return;
        // In the text protocol the first `set` is the log-in, whatever its key.
        const login =
          site.state === 'password' ? store('login', `${LAB_USER} ${LAB_PASSWORD}`) : '';
        const expected = login ? 'STORED\r\nSTORED\r\n' : 'STORED\r\n';
        const request = `${login}${store('session:1001', 'opened by the lab')}`;
        const answer = await ask(
          connection(site),
          request,
          (sofar) => sofar.length >= expected.length,
        );
        if (answer.toString() !== expected) throw new LabError(`seeding got ${answer.toString()}`);
      },
    };
  },
};
