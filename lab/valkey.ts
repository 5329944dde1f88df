import { cached, missingFromCache } from './cache.ts';
import type { Product } from './product.ts';
import { launchRedis } from './redis.ts';

const PROGRAM = 'valkey-8.0.1/usr/bin/valkey-server';

/** From Debian's backports, by lab/install.sh. Settings are passed as `--name value`. */
export const valkey: Product = {
  id: 'valkey',
  ports: { resp: 6379 },
  states: ['open', 'password'],
  needs: [],
  missing: () => missingFromCache(PROGRAM),
  launch: async (site) => await launchRedis(cached(PROGRAM), site),
};
