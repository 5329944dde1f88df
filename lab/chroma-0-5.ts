import { cached } from './cache.ts';
import { askHttp } from './dial.ts';
import { flags } from './flags.ts';
import { type Product, LAB_PASSWORD, LabError } from './product.ts';
import { missingWheels } from './python.ts';

const BUILD = 'chroma-0.5.23';
const PROVIDER = 'chromadb.auth.token_authn.TokenAuthenticationServerProvider';

/** The last that is written in Python, and could ask for a token. */
export const chroma05: Product = {
  id: 'chroma-0-5',
  ports: { http: 8000 },
  states: ['open', 'token'],
  needs: [],
  heavy: BUILD,
  patience: 120_000,
  missing: () => missingWheels(BUILD),
  launch: async (site) => ({
    argv: [
      cached(BUILD, 'bin', 'chroma'),
      'run',
      ...flags({ '--host': site.address, '--port': site.port('http'), '--path': 'data' }),
    ],
    env: {
      ANONYMIZED_TELEMETRY: 'False',
      ...(site.state === 'token' && {
        CHROMA_SERVER_AUTHN_PROVIDER: PROVIDER,
        CHROMA_SERVER_AUTHN_CREDENTIALS: LAB_PASSWORD,
      }),
    },
    async ready() {
      const { status } = await askHttp(site.dial('http'), {
        path: '/api/v1/heartbeat',
        version: '1.1',
      });
      return status === 200;
    },
    async seed() {
      if (site.state === 'token') return;
      const { status, body } = await askHttp(site.dial('http'), {
        method: 'POST',
        path: '/api/v1/collections',
        version: '1.1',
        headers: { 'Content-Type': 'application/json' },
        body: '{"name":"customers"}',
      });
      if (status !== 200) throw new LabError(`seeding got HTTP ${status}: ${body}`);
    },
  }),
};
