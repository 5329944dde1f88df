import { cached } from './cache.ts';
import { askHttp } from './dial.ts';
import { flags } from './flags.ts';
import { type Product, LAB_PASSWORD, LAB_USER } from './product.ts';
import { missingWheels, python } from './python.ts';

const BUILD = 'prefect-3.8.8';

/** `bare` is open, and has no pages. Settings are variables of the server. */
export const prefect: Product = {
  id: 'prefect',
  ports: { http: 4200 },
  states: ['open', 'password', 'bare'],
  needs: [],
  heavy: BUILD,
  patience: 120_000,
  missing: () => missingWheels(BUILD),
  launch: async (site) => ({
    argv: [
      python(BUILD),
      cached(BUILD, 'bin', 'prefect'),
      'server',
      'start',
      ...flags({ '--host': site.address, '--port': site.port('http') }),
    ],
    env: {
      PREFECT_HOME: site.folder,
      PREFECT_SERVER_ANALYTICS_ENABLED: 'false',
      PREFECT_SERVER_UI_ENABLED: site.state === 'bare' ? 'false' : 'true',
      // It writes its pages anew, with its address in them, at every start.
      PREFECT_SERVER_UI_STATIC_DIRECTORY: `${site.folder}/pages`,
      DO_NOT_TRACK: '1',
      ...(site.state === 'password' && {
        PREFECT_SERVER_API_AUTH_STRING: `${LAB_USER}:${LAB_PASSWORD}`,
      }),
      ...site.settings,
    },
    async ready() {
      const { body } = await askHttp(site.dial('http'), { path: '/api/health' });
      return body === 'true';
    },
  }),
};
