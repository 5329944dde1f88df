import { askHttp } from './dial.ts';
import { flags, prefixed } from './flags.ts';
import type { Product } from './product.ts';
import { missingWheels, python } from './python.ts';

const WHEELS = 'dask-2026.8.0';

/** A scheduler and its dashboard, which knows no accounts. Settings are passed as `--name value`. */
export const dask: Product = {
  id: 'dask',
  ports: { dashboard: 8787, scheduler: 8786 },
  states: ['open'],
  needs: [],
  missing: () => missingWheels(WHEELS),
  launch: async (site) => ({
    argv: [
      python(WHEELS),
      '-m',
      'distributed.cli.dask_scheduler',
      ...flags({ '--host': site.address, '--port': site.port('scheduler') }),
      ...flags({ '--dashboard-address': `${site.address}:${site.port('dashboard')}` }),
      ...flags(prefixed('--', site.settings)),
    ],
    async ready() {
      const { body } = await askHttp(site.dial('dashboard'), { path: '/health' });
      return body === 'ok';
    },
  }),
};
