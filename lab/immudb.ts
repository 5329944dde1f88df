import { cached, missingFromCache } from './cache.ts';
import { askHttp } from './dial.ts';
import { flags, joinedFlags, prefixed } from './flags.ts';
import type { Product } from './product.ts';

const BUILD = 'immudb-1.9.7';
const PROGRAM = `${BUILD}/immudb`;
/** immudb wants a capital, a digit and a sign in it. */
const PASSWORD = 'S3cret-of-the-lab';

/** `shipped` has the account that is in the documentation. Settings are passed as `--name=value`. */
export const immudb: Product = {
  id: 'immudb',
  ports: { web: 8080, grpc: 3322, metrics: 9497 },
  states: ['open', 'shipped', 'password'],
  needs: [],
  heavy: BUILD,
  missing: () => missingFromCache(PROGRAM),
  launch: async (site) => ({
    argv: [
      cached(PROGRAM),
      ...flags({ '--dir': `${site.folder}/data`, '--address': site.address }),
      ...flags({ '--port': site.port('grpc'), '--web-server-port': site.port('web') }),
      ...joinedFlags({ '--metrics-server-port': site.port('metrics') }),
      ...joinedFlags({ '--pgsql-server': 'false', '--auth': String(site.state !== 'open') }),
      ...joinedFlags(prefixed('--', site.settings)),
    ],
    env: site.state === 'password' ? { IMMUDB_ADMIN_PASSWORD: PASSWORD } : {},
    async ready() {
      const { body } = await askHttp(site.dial('web'), { path: '/api/health' });
      return body.includes('"status":true');
    },
  }),
};
