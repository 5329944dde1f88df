import { cached, missingFromCache } from './cache.ts';
import { type HttpAnswer, type HttpQuestion, askHttp } from './dial.ts';
import type { Launch, Product, Site } from './product.ts';
import { JAVA_FLAGS, PLAIN_LISTENERS, fillIndex, startJars, writeSettings } from './search.ts';

const HOME_7 = 'elasticsearch-7.17.29';
const HOME_8 = 'elasticsearch-8.6.2';

async function launch(site: Site, argv: readonly string[]): Promise<Launch> {
  await writeSettings(site, PLAIN_LISTENERS);
  const http = async (question: HttpQuestion): Promise<HttpAnswer> =>
    await askHttp(site.dial('http'), question);
  return {
    argv,
    async ready() {
      const { status } = await http({ path: '/_cluster/health' });
      return status === 200;
    },
    seed: async () => await fillIndex(http, 'customers'),
  };
}

/** Both come from their jars, without X-Pack, so that they can only be open. */
const shared = {
  ports: { http: 9200, transport: 9300 },
  states: ['open'],
  needs: ['java'],
  patience: 120_000,
} as const;

export const elasticsearch7: Product = {
  ...shared,
  id: 'elasticsearch-7',
  missing: () => missingFromCache(`${HOME_7}/classes`),
  launch: async (site) => await launch(site, startJars(site, HOME_7)),
};

export const elasticsearch8: Product = {
  ...shared,
  id: 'elasticsearch-8',
  missing: () => missingFromCache(`${HOME_8}/classes`),
  async launch(site) {
    // What listens is found in a folder of the server's own.
    await site.run(['ln', '-s', cached(HOME_8, 'modules'), 'modules']);
    await site.makeFolder('plugins');
    const classes = `${cached(HOME_8, 'classes')}:${cached(HOME_8, 'lib')}/*`;
    return await launch(site, ['java', ...JAVA_FLAGS, '-cp', classes, 'LabNode8', site.folder]);
  },
};
