import { answers } from './dial.ts';
import { cached } from './cache.ts';
import { flags } from './flags.ts';
import { type Product, LAB_PASSWORD, LAB_USER } from './product.ts';
import { missingWheels } from './python.ts';

const BUILD = 'langflow-1.13.0';

/** `open`: whoever comes is logged in as the superuser. */
export const langflow: Product = {
  id: 'langflow',
  ports: { http: 7860 },
  states: ['open', 'password'],
  needs: [],
  heavy: BUILD,
  patience: 420_000,
  missing: () => missingWheels(BUILD),
  launch: async (site) => ({
    argv: [
      cached(BUILD, 'bin', 'langflow'),
      'run',
      ...flags({ '--host': site.address, '--port': site.port('http'), '--workers': 1 }),
      '--no-open-browser',
    ],
    env: {
      LANGFLOW_AUTO_LOGIN: String(site.state === 'open'),
      LANGFLOW_SUPERUSER: LAB_USER,
      LANGFLOW_SUPERUSER_PASSWORD: `${LAB_PASSWORD}-Of-the-lab-1`,
      LANGFLOW_CONFIG_DIR: site.folder,
      LANGFLOW_DATABASE_URL: `sqlite:///${site.folder}/langflow.db`,
      LANGFLOW_CREATE_STARTER_PROJECTS: 'false',
      DO_NOT_TRACK: 'true',
    },
    ready: () => answers(site.dial('http'), '/api/v1/version'),
  }),
};
