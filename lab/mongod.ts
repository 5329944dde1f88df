import { readFile } from 'node:fs/promises';
import { flags, prefixed } from './flags.ts';
import { foreign, missingForeign } from './foreign.ts';
import { INSERT_PEOPLE, seedWith, tell } from './mongo-wire.ts';
import { type Product, type Site, LAB_PASSWORD, LAB_USER } from './product.ts';

const LIST = 'mongodb-3.6';

async function stateFlags(site: Site): Promise<readonly string[]> {
  if (site.state === 'password') return ['--auth'];
  if (site.state !== 'tls') return [];
  const { cert, key } = await site.certificate('good');
  const both = `${await readFile(cert, 'utf8')}${await readFile(key, 'utf8')}`;
  return ['--sslMode', 'requireSSL', '--sslPEMKeyFile', await site.write('both.pem', both)];
}

/** MongoDB 3.6, the last under a free licence, as Ubuntu 20.04 has it. Settings are passed as `--name value`. */
export const mongod: Product = {
  id: 'mongod',
  ports: { mongodb: 27_017 },
  states: ['open', 'password', 'tls'],
  needs: [],
  heavy: LIST,
  missing: () => missingForeign(LIST),
  async launch(site) {
    const data = await site.makeFolder('data');
    return {
      argv: [
        ...foreign(LIST, 'usr/bin/mongod'),
        ...flags({ '--dbpath': data, '--port': site.port('mongodb'), '--bind_ip': site.address }),
        '--nounixsocket',
        '--nojournal',
        ...(await stateFlags(site)),
        ...flags(prefixed('--', site.settings)),
      ],
      async ready() {
        return (await tell(site, { isMaster: 1, $db: 'admin' })).includes('ismaster');
      },
      async seed() {
        const account = { createUser: LAB_USER, pwd: LAB_PASSWORD, roles: ['root'], $db: 'admin' };
        // Without an account the first caller on this host may still make one.
        await seedWith(site, site.state === 'password' ? account : INSERT_PEOPLE);
      },
    };
  },
};
