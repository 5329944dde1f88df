import { missingFromCache } from './cache.ts';
import { type HttpAnswer, type HttpQuestion, askHttp } from './dial.ts';
import type { Product } from './product.ts';
import { PLAIN_LISTENERS, fillIndex, startJars, writeSettings } from './search.ts';

const HOME = 'elasticsearch-7.17.29';

/** From its jars, which come without X-Pack, so that it can only be open. */
export const elasticsearch7: Product = {
  id: 'elasticsearch-7',
  ports: { http: 9200, transport: 9300 },
  states: ['open'],
  needs: ['java'],
  missing: () => missingFromCache(`${HOME}/classes`),
  patience: 120_000,
  async launch(site) {
    await writeSettings(site, PLAIN_LISTENERS);
    const http = async (question: HttpQuestion): Promise<HttpAnswer> =>
      await askHttp(site.dial('http'), question);
    return {
      argv: startJars(site, HOME),
      async ready() {
        const { status } = await http({ path: '/_cluster/health' });
        return status === 200;
      },
      seed: async () => await fillIndex(http, 'customers'),
    };
  },
};
