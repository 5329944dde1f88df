import { askHttp } from './dial.ts';
import { joinedFlags, prefixed } from './flags.ts';
import { type Product, LAB_PASSWORD, LAB_USER } from './product.ts';
import { AI_WHEELS, missingWheels, python } from './python.ts';

/** In `open` the pages are, and the API refuses; in `api` it does not. Settings are passed as `--name=value`. */
export const flower: Product = {
  id: 'flower',
  ports: { http: 5555 },
  states: ['open', 'api', 'password'],
  needs: [],
  missing: () => missingWheels(AI_WHEELS),
  launch: async (site) => ({
    argv: [
      python(AI_WHEELS),
      '-m',
      'celery',
      '-b',
      'memory://',
      'flower',
      ...joinedFlags({ '--address': site.address, '--port': site.port('http') }),
      ...(site.state === 'password' ? [`--basic-auth=${LAB_USER}:${LAB_PASSWORD}`] : []),
      ...joinedFlags(prefixed('--', site.settings)),
    ],
    env: site.state === 'api' ? { FLOWER_UNAUTHENTICATED_API: 'true' } : {},
    async ready() {
      const { body } = await askHttp(site.dial('http'), { path: '/healthcheck' });
      return body === 'OK';
    },
  }),
};
