import { cached } from './cache.ts';
import { answers } from './dial.ts';
import { flags } from './flags.ts';
import { type Product, LAB_PASSWORD, LAB_USER } from './product.ts';
import { missingWheels } from './python.ts';

const BUILD = 'label-studio-1.23.2';

/** `password`: anybody may sign up, as by default; `invited`: with a link alone, and there is a first user. */
export const labelStudio: Product = {
  id: 'label-studio',
  ports: { http: 8080 },
  states: ['password', 'invited'],
  needs: [],
  heavy: BUILD,
  patience: 240_000,
  missing: () => missingWheels(BUILD),
  launch: async (site) => ({
    argv: [
      cached(BUILD, 'bin', 'label-studio'),
      'start',
      '--no-browser',
      ...flags({ '--host': `http://${site.address}:${site.port('http')}` }),
      ...flags({ '--internal-host': site.address, '--port': site.port('http') }),
      ...(site.state === 'password'
        ? []
        : flags({ '--username': `${LAB_USER}@lab.example`, '--password': LAB_PASSWORD })),
    ],
    env: {
      LABEL_STUDIO_BASE_DATA_DIR: await site.makeFolder('data'),
      LABEL_STUDIO_DISABLE_SIGNUP_WITHOUT_LINK: String(site.state === 'invited'),
      COLLECT_ANALYTICS: 'false',
      SENTRY_DSN: '',
      FRONTEND_SENTRY_DSN: '',
      LATEST_VERSION_CHECK: 'false',
    },
    ready: () => answers(site.dial('http'), '/health'),
  }),
};
