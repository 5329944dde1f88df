import { cached, missingFromCache } from './cache.ts';
import { askHttp } from './dial.ts';
import { joinedFlags, prefixed } from './flags.ts';
import type { Product } from './product.ts';
import { JAVA_FLAGS } from './search.ts';

const BUILD = 'zipkin-3.6.1';
const PROGRAM = `${BUILD}/zipkin.jar`;

/** It keeps its spans in memory, and has no accounts. Settings are passed as `--name=value`. */
export const zipkin: Product = {
  id: 'zipkin',
  ports: { http: 9411 },
  states: ['open'],
  needs: ['java'],
  heavy: BUILD,
  patience: 120_000,
  missing: () => missingFromCache(BUILD),
  launch: async (site) => ({
    argv: [
      'java',
      ...JAVA_FLAGS,
      '-jar',
      cached(PROGRAM),
      ...joinedFlags(
        prefixed('--armeria.ports[0].', {
          ip: site.address,
          port: site.port('http'),
          'protocols[0]': 'http',
        }),
      ),
      ...joinedFlags(prefixed('--', site.settings)),
    ],
    async ready() {
      const { status } = await askHttp(site.dial('http'), { path: '/health' });
      return status === 200;
    },
  }),
};
