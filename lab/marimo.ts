import { askHttp } from './dial.ts';
import { flags, prefixed } from './flags.ts';
import { type Product, LAB_PASSWORD } from './product.ts';
import { AI_WHEELS, missingWheels, python } from './python.ts';

/** Settings are passed as `--name value`. */
export const marimo: Product = {
  id: 'marimo',
  ports: { http: 2718 },
  states: ['open', 'password'],
  needs: [],
  missing: () => missingWheels(AI_WHEELS),
  launch: async (site) => ({
    argv: [
      python(AI_WHEELS),
      '-m',
      'marimo',
      'edit',
      `${site.folder}/notebook.py`,
      '--headless',
      '--skip-update-check',
      ...flags({ '--host': site.address, '--port': site.port('http') }),
      ...(site.state === 'open' ? ['--no-token'] : ['--token', '--token-password', LAB_PASSWORD]),
      ...flags(prefixed('--', site.settings)),
    ],
    async ready() {
      const { status } = await askHttp(site.dial('http'), { path: '/health' });
      return status === 200;
    },
  }),
};
