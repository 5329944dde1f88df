import { askHttp } from './dial.ts';
import { flags, prefixed } from './flags.ts';
import type { Product } from './product.ts';
import { AI_WHEELS, missingWheels, python } from './python.ts';

/** Settings are passed as `--name value`. */
export const glances: Product = {
  id: 'glances',
  ports: { http: 61_208 },
  states: ['open'],
  needs: [],
  missing: () => missingWheels(AI_WHEELS),
  launch: async (site) => ({
    argv: [
      python(AI_WHEELS),
      '-m',
      'glances',
      '-w',
      '--disable-check-update',
      ...flags({ '-B': site.address, '-p': site.port('http') }),
      ...flags(prefixed('--', site.settings)),
    ],
    async ready() {
      const { status } = await askHttp(site.dial('http'), { path: '/api/4/status' });
      return status === 200;
    },
  }),
};
