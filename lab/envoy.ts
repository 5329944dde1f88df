import { cached, missingFromCache } from './cache.ts';
import { askHttp } from './dial.ts';
import type { Product } from './product.ts';

const PROGRAM = 'envoy-1.40.0/envoy/_bin/envoy';

/** The administration interface, which has no accounts. */
export const envoy: Product = {
  id: 'envoy',
  ports: { admin: 9901 },
  states: ['open'],
  needs: [],
  missing: () => missingFromCache(PROGRAM),
  async launch(site) {
    const address = { address: site.address, port_value: site.port('admin') };
    const path = await site.write(
      'envoy.json',
      JSON.stringify({ admin: { address: { socket_address: address } } }),
    );
    return {
      argv: [cached(PROGRAM), '-c', path, '--use-dynamic-base-id', '--concurrency', '1'],
      async ready() {
        // It takes no HTTP/1.0, and says so.
        const { status } = await askHttp(site.dial('admin'), { path: '/ready' });
        return status === 426;
      },
    };
  },
};
