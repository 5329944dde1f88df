import { cached, missingFromCache } from './cache.ts';
import { askHttp } from './dial.ts';
import type { Product } from './product.ts';

const PROGRAM = 'caddy-2.11.7/bin/caddy';

/** The administration API; it has no accounts, and knows its callers by the name that they call it by. */
export const caddy: Product = {
  id: 'caddy',
  ports: { admin: 2019 },
  states: ['open'],
  needs: [],
  missing: () => missingFromCache(PROGRAM),
  async launch(site) {
    const listen = `${site.address}:${site.port('admin')}`;
    const path = await site.write(
      'caddy.json',
      JSON.stringify({ admin: { listen, origins: [listen] } }),
    );
    return {
      argv: [cached(PROGRAM), 'run', '--config', path],
      env: { XDG_DATA_HOME: site.folder, XDG_CONFIG_HOME: site.folder },
      async ready() {
        const { status } = await askHttp(site.dial('admin'), {
          path: '/config/',
          headers: { Host: listen },
        });
        return status === 200;
      },
    };
  },
};
