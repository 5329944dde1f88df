import { cached } from './cache.ts';
import { answers } from './dial.ts';
import { flags } from './flags.ts';
import type { Product } from './product.ts';
import { missingWheels } from './python.ts';

const BUILD = 'xinference-4.1.0';

/** `password`: as it starts by itself since 4. */
export const xinference: Product = {
  id: 'xinference',
  ports: { http: 9997 },
  states: ['open', 'password'],
  needs: [],
  heavy: BUILD,
  patience: 420_000,
  missing: () => missingWheels(BUILD),
  launch: async (site) => ({
    argv: [
      cached(BUILD, 'bin', 'xinference-local'),
      ...flags({ '--host': site.address, '--port': site.port('http'), '--log-level': 'error' }),
    ],
    env: {
      XINFERENCE_HOME: await site.makeFolder('data'),
      XINFERENCE_AUTH_ADVANCED: site.state === 'open' ? '0' : '1',
      HF_HUB_OFFLINE: '1',
    },
    ready: () => answers(site.dial('http'), '/v1/cluster/auth'),
  }),
};
