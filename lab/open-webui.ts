import { answers, askHttp } from './dial.ts';
import { cached } from './cache.ts';
import { flags } from './flags.ts';
import { type Product, LAB_PASSWORD, LAB_USER, LabError } from './product.ts';
import { missingWheels } from './python.ts';

const BUILD = 'open-webui-0.12.4';

const ACCOUNT = JSON.stringify({
  name: LAB_USER,
  email: `${LAB_USER}@lab.example`,
  password: `${LAB_PASSWORD}-of-the-lab`,
});

/** `unclaimed`: nobody has registered; `open`: it asks nobody who he is. */
export const openWebui: Product = {
  id: 'open-webui',
  ports: { http: 8080 },
  states: ['open', 'unclaimed', 'password'],
  needs: [],
  heavy: BUILD,
  patience: 420_000,
  missing: () => missingWheels(BUILD),
  launch: async (site) => ({
    argv: [
      cached(BUILD, 'bin', 'open-webui'),
      'serve',
      ...flags({ '--host': site.address, '--port': site.port('http') }),
    ],
    env: {
      DATA_DIR: await site.makeFolder('data'),
      WEBUI_AUTH: site.state === 'open' ? 'False' : 'True',
      WEBUI_SECRET_KEY: LAB_PASSWORD,
      OFFLINE_MODE: 'true',
      HF_HUB_OFFLINE: '1',
      // A model that searches documents would be fetched otherwise.
      RAG_EMBEDDING_ENGINE: 'openai',
      BYPASS_EMBEDDING_AND_RETRIEVAL: 'true',
      ANONYMIZED_TELEMETRY: 'false',
    },
    ready: () => answers(site.dial('http'), '/health'),
    async seed() {
      if (site.state !== 'password') return;
      const { status, body } = await askHttp(site.dial('http'), {
        method: 'POST',
        path: '/api/v1/auths/signup',
        headers: { 'Content-Type': 'application/json' },
        body: ACCOUNT,
      });
      if (status !== 200) throw new LabError(`signing up got HTTP ${status}: ${body}`);
    },
  }),
};
