import { existsSync } from 'node:fs';
import { cached } from './cache.ts';
import { askHttp } from './dial.ts';
import { flags } from './flags.ts';
import { type Product, LAB_PASSWORD, LAB_USER } from './product.ts';

const PROGRAM = 'pouchdb-4.2.0/node_modules/pouchdb-server/bin/pouchdb-server';

/** In `open` everybody is administrator. With an administrator it still lists its databases to anybody. */
export const pouchdb: Product = {
  id: 'pouchdb',
  ports: { http: 5984 },
  states: ['open', 'password'],
  needs: ['node'],
  missing: () => (existsSync(cached(PROGRAM)) ? undefined : 'pouchdb-server is not in the cache'),
  async launch(site) {
    const isOpen = site.state === 'open';
    const account = {
      admins: { [LAB_USER]: LAB_PASSWORD },
      couch_httpd_auth: { require_valid_user: true },
    };
    const config = await site.write('config.json', JSON.stringify(isOpen ? {} : account));
    const place = { '--host': site.address, '--port': site.port('http'), '--config': config };
    return {
      argv: ['node', cached(PROGRAM), '--in-memory', '--no-stdout-logs', ...flags(place)],
      async ready() {
        const { status } = await askHttp(site.dial('http'), { path: '/_active_tasks' });
        return status === (isOpen ? 200 : 401);
      },
    };
  },
};
