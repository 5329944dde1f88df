import { cached, missingFromCache } from './cache.ts';
import { askHttp } from './dial.ts';
import type { Product } from './product.ts';

const HOME = 'milvus-2.3.5';
/** It leaves its numbers in folders of /tmp and /run whose names are fixed; these are its own. */
const OWN_TMP =
  'mount --bind . /mnt && mount -t tmpfs tmpfs /tmp && mount -t tmpfs tmpfs /run && cd /mnt && exec "$0" run standalone';

/** It listens on every address, for its inner ports too, and on no other port than its own: namespaces only. */
export const milvus: Product = {
  id: 'milvus',
  ports: { http: 19_530, metrics: 9091 },
  states: ['open', 'password'],
  namespaceStates: ['open', 'password'],
  needs: ['unshare'],
  missing: () => missingFromCache(`${HOME}/bin/milvus`),
  async launch(site) {
    const isOpen = site.state === 'open';
    await Promise.all(['configs', 'data', 'logs'].map(async (name) => await site.makeFolder(name)));
    const written = await site.run([
      'sed',
      `s#LAB_FOLDER#/mnt#g; s/authorizationEnabled: false/authorizationEnabled: ${!isOpen}/; s/^  port: 19530$/  port: ${site.port('http')}/`,
      cached(HOME, 'configs', 'milvus.yaml'),
    ]);
    await site.write('configs/milvus.yaml', written);
    await site.run(['cp', cached(HOME, 'configs', 'glog.conf'), 'configs/']);
    return {
      argv: ['unshare', '--mount', 'sh', '-c', OWN_TMP, cached(HOME, 'bin', 'milvus')],
      asRoot: true,
      env: {
        DEPLOY_MODE: 'STANDALONE',
        METRICS_PORT: String(site.port('metrics')),
        LD_LIBRARY_PATH: cached(HOME, 'bin'),
      },
      async ready() {
        const { status, body } = await askHttp(site.dial('http'), {
          path: '/v1/vector/collections',
        });
        return isOpen ? body.includes('"code":200') : status === 401;
      },
    };
  },
};
