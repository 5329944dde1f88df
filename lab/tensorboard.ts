import { askHttp } from './dial.ts';
import { flags, prefixed } from './flags.ts';
import type { Product } from './product.ts';
import { AI_WHEELS, missingWheels, python } from './python.ts';

/** Settings are passed as `--name value`. */
export const tensorboard: Product = {
  id: 'tensorboard',
  ports: { http: 6006 },
  states: ['open'],
  needs: [],
  missing: () => missingWheels(AI_WHEELS),
  launch: async (site) => ({
    argv: [
      python(AI_WHEELS),
      '-m',
      'tensorboard.main',
      ...flags({ '--logdir': site.folder, '--host': site.address, '--port': site.port('http') }),
      ...flags(prefixed('--', site.settings)),
    ],
    async ready() {
      const { status } = await askHttp(site.dial('http'), { path: '/data/environment' });
      return status === 200;
    },
  }),
};
