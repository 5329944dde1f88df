import { askHttp } from './dial.ts';
import { flags, prefixed } from './flags.ts';
import { type Product, LabError } from './product.ts';
import { missingWheels, python } from './python.ts';

const WHEELS = 'chroma-1.5.9';
/** The server is the one compiled library of the wheel; none of what it depends on is needed. */
const RUN = 'import sys, chromadb_rust_bindings as chroma; chroma.cli(sys.argv)';
const DATABASE = '/api/v2/tenants/default_tenant/databases/default_database';

/** Settings are passed as `--name value`. */
export const chroma: Product = {
  id: 'chroma',
  ports: { http: 8000 },
  states: ['open', 'empty'],
  needs: [],
  missing: () => missingWheels(WHEELS),
  launch: async (site) => ({
    argv: [
      python(WHEELS),
      '-c',
      RUN,
      'run',
      ...flags({ '--host': site.address, '--port': site.port('http'), '--path': 'data' }),
      ...flags(prefixed('--', site.settings)),
    ],
    async ready() {
      const { body } = await askHttp(site.dial('http'), { path: '/api/v2/heartbeat' });
      return body.includes('nanosecond heartbeat');
    },
    async seed() {
      if (site.state === 'empty') return;
      const { status, body } = await askHttp(site.dial('http'), {
        method: 'POST',
        path: `${DATABASE}/collections`,
        headers: { 'Content-Type': 'application/json' },
        body: '{"name":"customers"}',
      });
      if (status !== 200) throw new LabError(`seeding got ${status} ${body}`);
    },
  }),
};
