import { cached, missingFromCache } from './cache.ts';
import { type HttpAnswer, askHttp } from './dial.ts';
import { flags } from './flags.ts';
import { type Product, type Site, LAB_PASSWORD, LAB_USER, LabError } from './product.ts';

const BUILD = 'weaviate-1.35.2';
const PROGRAM = `${BUILD}/weaviate`;

const ANONYMOUS = { AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED: 'true' };
const ADMINISTRATORS = {
  AUTHORIZATION_ADMINLIST_ENABLED: 'true',
  AUTHORIZATION_ADMINLIST_USERS: LAB_USER,
};
const KEY = {
  AUTHENTICATION_APIKEY_ENABLED: 'true',
  AUTHENTICATION_APIKEY_ALLOWED_KEYS: LAB_PASSWORD,
  AUTHENTICATION_APIKEY_USERS: LAB_USER,
};

const VARIABLES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  open: ANONYMOUS,
  empty: ANONYMOUS,
  key: { ...KEY, ...ADMINISTRATORS, AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED: 'false' },
  half: { ...KEY, ...ADMINISTRATORS, ...ANONYMOUS },
};

async function post(site: Site, path: string, body: unknown): Promise<HttpAnswer> {
  const answer = await askHttp(site.dial('http'), {
    method: 'POST',
    path,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.status !== 200) throw new LabError(`${path} got ${answer.status} ${answer.body}`);
  return answer;
}

/**
 * In `half` everybody is let in, as somebody without rights. It listens on every address, for its inner ports too:
 * namespaces only.
 */
export const weaviate: Product = {
  id: 'weaviate',
  ports: { http: 8080 },
  states: Object.keys(VARIABLES),
  namespaceStates: Object.keys(VARIABLES),
  needs: [],
  heavy: BUILD,
  patience: 120_000,
  missing: () => missingFromCache(PROGRAM),
  launch: async (site) => ({
    argv: [
      cached(PROGRAM),
      ...flags({ '--host': site.address, '--port': site.port('http'), '--scheme': 'http' }),
    ],
    env: {
      PERSISTENCE_DATA_PATH: await site.makeFolder('data'),
      CLUSTER_HOSTNAME: 'lab-1',
      CLUSTER_ADVERTISE_ADDR: site.address,
      DEFAULT_VECTORIZER_MODULE: 'none',
      DISABLE_TELEMETRY: 'true',
      RAFT_BOOTSTRAP_TIMEOUT: '30',
      ...VARIABLES[site.state],
      ...site.settings,
    },
    async ready() {
      const { status } = await askHttp(site.dial('http'), { path: '/v1/.well-known/ready' });
      return status === 200;
    },
    async seed() {
      if (site.state !== 'open') return;
      await post(site, '/v1/schema', { class: 'Talk', vectorizer: 'none' });
      await post(site, '/v1/objects', {
        class: 'Talk',
        properties: { body: 'made up by the lab' },
      });
    },
  }),
};
