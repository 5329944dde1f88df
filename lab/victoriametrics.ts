import { askHttp } from './dial.ts';
import { joinedFlags, prefixed } from './flags.ts';
import { type Product, LAB_PASSWORD, LAB_USER } from './product.ts';

/** Settings are passed as `-name=value`. */
export const victoriametrics: Product = {
  id: 'victoriametrics',
  ports: { http: 8428 },
  states: ['open', 'password'],
  needs: ['victoria-metrics'],
  async launch(site) {
    const isOpen = site.state === 'open';
    const account = { '-httpAuth.username': LAB_USER, '-httpAuth.password': LAB_PASSWORD };
    const flags = {
      '-httpListenAddr': `${site.address}:${site.port('http')}`,
      '-storageDataPath': `${site.folder}/data`,
      ...(isOpen ? {} : account),
      ...prefixed('-', site.settings),
    };
    return {
      argv: ['victoria-metrics', ...joinedFlags(flags)],
      async ready() {
        const { status } = await askHttp(site.dial('http'), { path: '/api/v1/status/tsdb' });
        return status === (isOpen ? 200 : 401);
      },
    };
  },
};
