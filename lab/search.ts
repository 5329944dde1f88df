import { cached, missingFromCache } from './cache.ts';
import { type HttpAnswer, type HttpQuestion, askHttp } from './dial.ts';
import { type Product, type Site, LabError } from './product.ts';

export const JAVA_FLAGS: readonly string[] = [
  '-Xms64m',
  '-Xmx256m',
  '-XX:+UseSerialGC',
  // The lab wants the first answer soon, not the thousandth.
  '-XX:TieredStopAtLevel=1',
  '-Xshare:auto',
];

const DOCUMENTS = 100;

function bulk(): string {
  const lines = Array.from({ length: DOCUMENTS }, (_, index) => [
    JSON.stringify({ index: { _id: String(index) } }),
    JSON.stringify({ name: `Customer ${index}`, email: `customer${index}@mail.example` }),
  ]);
  return `${lines.flat().join('\n')}\n`;
}

/** Puts a hundred documents into an index, given as its path: Elasticsearch 6 wants a type in it. */
export async function fillIndex(
  http: (question: HttpQuestion) => Promise<HttpAnswer>,
  index: string,
  account: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { status, body } = await http({
    method: 'POST',
    path: `/${index}/_bulk?refresh=true`,
    headers: { 'Content-Type': 'application/x-ndjson', ...account },
    body: bulk(),
    patience: 60_000,
  });
  if (status !== 200 || body.includes('"errors":true')) throw new LabError(`seeding got ${body}`);
}

/** A search server that lab/install.sh has put together from jars; open, and nothing else. */
export function fromJars(id: string, home: string): Product {
  return {
    id,
    ports: { http: 9200, transport: 9300 },
    states: ['open'],
    needs: ['java'],
    missing: () => missingFromCache(`${home}/classes`),
    patience: 120_000,
    async launch(site: Site) {
      await site.makeFolder('config');
      const classes = `${cached(home, 'classes')}:${cached(home, 'lib')}/*`;
      const ports = [site.port('http'), site.port('transport')].map(String);
      const http = async (question: HttpQuestion): Promise<HttpAnswer> =>
        await askHttp(site.dial('http'), question);
      return {
        argv: [
          'java',
          ...JAVA_FLAGS,
          '-cp',
          classes,
          'LabNode',
          site.folder,
          site.address,
          ...ports,
        ],
        async ready() {
          const { status } = await http({ path: '/_cluster/health' });
          return status === 200;
        },
        seed: async () => await fillIndex(http, 'customers'),
      };
    },
  };
}
