import { cached } from './cache.ts';
import { answers } from './dial.ts';
import type { Product } from './product.ts';
import { missingWheels } from './python.ts';

const BUILD = 'phoenix-20.26.1';

/** `password`: the first account is `admin@localhost` with `admin`, which whoever comes first changes. */
export const phoenix: Product = {
  id: 'phoenix',
  ports: { http: 6006, grpc: 4317 },
  states: ['open', 'password'],
  needs: [],
  heavy: BUILD,
  patience: 240_000,
  missing: () => missingWheels(BUILD),
  launch: async (site) => ({
    argv: [cached(BUILD, 'bin', 'phoenix'), 'serve'],
    env: {
      PHOENIX_HOST: site.address,
      PHOENIX_PORT: String(site.port('http')),
      PHOENIX_GRPC_PORT: String(site.port('grpc')),
      PHOENIX_WORKING_DIR: await site.makeFolder('data'),
      PHOENIX_TELEMETRY_ENABLED: 'false',
      PHOENIX_ALLOW_EXTERNAL_RESOURCES: 'false',
      ...(site.state === 'password' && {
        PHOENIX_ENABLE_AUTH: 'true',
        PHOENIX_SECRET: 's3cret-of-the-lab-s3cret-of-the-lab-s3cret',
      }),
    },
    ready: () => answers(site.dial('http'), '/healthz'),
  }),
};
