import { cached, missingFromCache } from './cache.ts';
import { askHttp } from './dial.ts';
import { flags, prefixed } from './flags.ts';
import { type Product, LAB_PASSWORD, LAB_USER } from './product.ts';

const PROGRAM = 'redis-commander-0.9.0/node_modules/redis-commander/bin/redis-commander.js';

/** In front of a Redis that is open and runs beside it. Settings are passed as `--name value`. */
export const redisCommander: Product = {
  id: 'redis-commander',
  ports: { http: 8081 },
  states: ['open', 'password'],
  needs: ['redis-server'],
  missing: () => missingFromCache(PROGRAM),
  async launch(site) {
    const store = await site.startOther('redis', 'open');
    const account = { 'http-auth-username': LAB_USER, 'http-auth-password': LAB_PASSWORD };
    return {
      argv: [
        process.execPath,
        cached(PROGRAM),
        '--no-save',
        ...flags({ '--address': site.address, '--port': site.port('http') }),
        ...flags({ '--redis-host': store.address, '--redis-port': store.port }),
        ...flags(prefixed('--', { ...(site.state === 'password' && account), ...site.settings })),
      ],
      async ready() {
        const { body } = await askHttp(site.dial('http'));
        return body.includes('Redis Commander');
      },
    };
  },
};
