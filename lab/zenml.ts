import { cached } from './cache.ts';
import { answers, askHttp } from './dial.ts';
import { flags } from './flags.ts';
import { type Product, LAB_PASSWORD, LAB_USER, LabError } from './product.ts';
import { missingWheels } from './python.ts';

const BUILD = 'zenml-0.98.0';

const ACCOUNT = JSON.stringify({
  admin_username: LAB_USER,
  admin_password: `${LAB_PASSWORD}-Of-the-lab-1`,
});

/** `unclaimed`: whoever activates it first is its administrator. */
export const zenml: Product = {
  id: 'zenml',
  ports: { http: 8237 },
  states: ['unclaimed', 'password'],
  needs: [],
  heavy: BUILD,
  patience: 240_000,
  missing: () => missingWheels(BUILD),
  launch: async (site) => ({
    argv: [
      cached(BUILD, 'bin', 'uvicorn'),
      'zenml.zen_server.zen_server_api:app',
      ...flags({ '--host': site.address, '--port': site.port('http') }),
    ],
    env: {
      ZENML_CONFIG_PATH: await site.makeFolder('data'),
      ZENML_ANALYTICS_OPT_IN: 'false',
      ZENML_SERVER_JWT_SECRET_KEY: `${LAB_PASSWORD}-of-the-lab`,
    },
    ready: () => answers(site.dial('http'), '/health'),
    async seed() {
      if (site.state !== 'password') return;
      const { status, body } = await askHttp(site.dial('http'), {
        method: 'PUT',
        path: '/api/v1/activate',
        headers: { 'Content-Type': 'application/json' },
        body: ACCOUNT,
        patience: 30_000,
      });
      if (status !== 200) throw new LabError(`activating got HTTP ${status}: ${body}`);
    },
  }),
};
