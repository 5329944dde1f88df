import { cached, missingFromCache } from './cache.ts';
import { askHttp } from './dial.ts';
import { flags } from './flags.ts';
import { type Product, type Site, LAB_USER, LabError } from './product.ts';
import { signed } from './sigv4.ts';

const BUILD = 'minio-20260212';
const PROGRAM = `${BUILD}/minio`;
/** MinIO takes none shorter than eight characters. */
const PASSWORD = 's3cret-of-the-lab';

const POLICIES: Readonly<Record<string, readonly string[]>> = {
  public: ['s3:ListBucket', 's3:GetObject'],
  listed: ['s3:ListBucket'],
  readable: ['s3:GetObject'],
  private: [],
};

async function put(site: Site, path: string, query: string, body: string): Promise<void> {
  const host = `${site.address}:${site.port('s3')}`;
  const account = { user: LAB_USER, password: PASSWORD };
  const { status, body: said } = await askHttp(site.dial('s3'), {
    method: 'PUT',
    path: query === '' ? path : `${path}?${query}`,
    headers: signed({ method: 'PUT', host, path, query, body, ...account }),
    body,
  });
  if (status >= 300) throw new LabError(`seeding ${path} got HTTP ${status}: ${said}`);
}

function policyFor(bucket: string, actions: readonly string[]): string {
  const resources = [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`];
  const statement = actions.map((action) => ({
    Effect: 'Allow',
    Principal: { AWS: ['*'] },
    Action: [action],
    Resource: [resources[action === 's3:ListBucket' ? 0 : 1]],
  }));
  return JSON.stringify({ Version: '2012-10-17', Statement: statement });
}

/** One bucket for each policy. `open`: the metrics of the server are given to anybody as well. */
export const minio: Product = {
  id: 'minio',
  ports: { s3: 9000, console: 9001 },
  states: ['open', 'password'],
  needs: [],
  heavy: BUILD,
  missing: () => missingFromCache(PROGRAM),
  async launch(site) {
    const data = await site.makeFolder('data');
    const metrics = site.state === 'open' ? 'public' : 'jwt';
    return {
      argv: [
        cached(PROGRAM),
        'server',
        data,
        ...flags({
          '--address': `${site.address}:${site.port('s3')}`,
          '--console-address': `${site.address}:${site.port('console')}`,
        }),
      ],
      env: {
        MINIO_ROOT_USER: LAB_USER,
        MINIO_ROOT_PASSWORD: PASSWORD,
        MINIO_UPDATE: 'off',
        MINIO_PROMETHEUS_AUTH_TYPE: metrics,
      },
      async ready() {
        const { status } = await askHttp(site.dial('s3'), { path: '/minio/health/cluster' });
        return status === 200;
      },
      async seed() {
        for (const [bucket, actions] of Object.entries(POLICIES)) {
          await put(site, `/${bucket}`, '', '');
          await put(site, `/${bucket}/customers.csv`, '', 'id,email\n1,customer1@mail.example\n');
          if (actions.length > 0)
            await put(site, `/${bucket}`, 'policy=', policyFor(bucket, actions));
        }
      },
    };
  },
};
