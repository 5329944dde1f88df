import { createHmac } from 'node:crypto';
import { cached, missingFromCache } from './cache.ts';
import { askHttp } from './dial.ts';
import { flags } from './flags.ts';
import { type Product, type Site, LabError } from './product.ts';

const PROGRAM = 'azurite-3.35.0/node_modules/azurite/dist/src/blob/main.js';

/** The account of every Azurite, with its published key. https://github.com/Azure/Azurite#default-storage-account */
const ACCOUNT = 'devstoreaccount1';
const KEY =
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const VERSION = '2021-12-02';

interface Put {
  readonly path: string;
  readonly query?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Signed as https://learn.microsoft.com/en-us/rest/api/storageservices/authorize-with-shared-key has it. */
async function put(site: Site, { path, query = [], headers = {}, body = '' }: Put): Promise<void> {
  const own = { 'x-ms-date': new Date().toUTCString(), 'x-ms-version': VERSION, ...headers };
  const named = Object.entries(own).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const text = [
    `PUT\n\n\n${body === '' ? '' : Buffer.byteLength(body)}\n\n\n\n\n\n\n\n`,
    ...named.map(([name, value]) => `${name}:${value}`),
    `/${ACCOUNT}/${ACCOUNT}${path}`,
    ...query.map((pair) => pair.replace('=', ':')),
  ].join('\n');
  const signature = createHmac('sha256', Buffer.from(KEY, 'base64')).update(text).digest('base64');
  const { status, head } = await askHttp(site.dial('blob'), {
    method: 'PUT',
    path: `/${ACCOUNT}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`,
    headers: { ...own, Authorization: `SharedKey ${ACCOUNT}:${signature}` },
    body,
  });
  if (status !== 201) throw new LabError(`seeding ${path} got ${head}`);
}

/** Azure's blobs, emulated: containers of the three levels of public access. */
export const azurite: Product = {
  id: 'azurite',
  ports: { blob: 10_000 },
  states: ['open'],
  needs: [],
  missing: () => missingFromCache(PROGRAM),
  launch(site) {
    return Promise.resolve({
      argv: [
        process.execPath,
        cached(PROGRAM),
        '--silent',
        '--skipApiVersionCheck',
        '--disableTelemetry',
        ...flags({
          '--location': site.folder,
          '--blobHost': site.address,
          '--blobPort': site.port('blob'),
        }),
      ],
      async ready() {
        const { status } = await askHttp(site.dial('blob'), { path: `/${ACCOUNT}?comp=list` });
        return status === 403;
      },
      async seed() {
        for (const access of ['container', 'blob', '']) {
          const name = access === '' ? 'private' : access;
          const level = access === '' ? {} : { 'x-ms-blob-public-access': access };
          await put(site, { path: `/${name}`, query: ['restype=container'], headers: level });
          await put(site, {
            path: `/${name}/customers.csv`,
            headers: { 'x-ms-blob-type': 'BlockBlob' },
            body: 'id,email\n1,customer1@mail.example\n',
          });
        }
      },
    });
  },
};
