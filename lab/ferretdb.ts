import { cached, missingFromCache } from './cache.ts';
import { flags, joinedFlags, prefixed } from './flags.ts';
import { INSERT_PEOPLE, seedWith, tell } from './mongo-wire.ts';
import { type Product, type Site, LAB_PASSWORD, LAB_USER } from './product.ts';

const PROGRAM = 'ferretdb-1.24.2/ferretdb';

async function listen(site: Site): Promise<readonly string[]> {
  const address = `${site.address}:${site.port('mongodb')}`;
  if (!site.state.startsWith('tls')) return flags({ '--listen-addr': address });
  const { cert, key } = await site.certificate('good');
  const files = { '--listen-tls-cert-file': cert, '--listen-tls-key-file': key };
  return ['--listen-addr=', ...joinedFlags({ '--listen-tls': address, ...files })];
}

const ACCOUNT = joinedFlags({
  '--setup-database': 'lab',
  '--setup-username': LAB_USER,
  '--setup-password': LAB_PASSWORD,
});

/** Speaks MongoDB's protocol; built by lab/install.sh. Settings are passed as `--name=value`. */
export const ferretdb: Product = {
  id: 'ferretdb',
  ports: { mongodb: 27017 },
  states: ['open', 'password', 'tls', 'tls-password'],
  needs: [],
  missing: () => missingFromCache(PROGRAM),
  async launch(site) {
    const needsPassword = site.state.endsWith('password');
    await Promise.all(['state', 'data'].map(async (name) => await site.makeFolder(name)));
    const backend = { '--handler': 'sqlite', '--sqlite-url': 'file:./data/' };
    const quiet = { '--state-dir': './state', '--telemetry': 'disable', '--debug-addr': '-' };
    return {
      argv: [
        cached(PROGRAM),
        ...(await listen(site)),
        ...joinedFlags({ ...backend, ...quiet }),
        ...(needsPassword ? ['--test-enable-new-auth', ...ACCOUNT] : []),
        ...joinedFlags(prefixed('--', site.settings)),
      ],
      async ready() {
        const answer = await tell(site, { listDatabases: 1, $db: 'admin' });
        return answer.includes(needsPassword ? 'Unauthorized' : 'databases');
      },
      async seed() {
        if (!needsPassword) await seedWith(site, INSERT_PEOPLE);
      },
    };
  },
};
