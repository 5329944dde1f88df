import { askHttp } from './dial.ts';
import type { Product } from './product.ts';

export const nodeInspector: Product = {
  id: 'node-inspector',
  ports: { http: 9229 },
  states: ['open'],
  needs: ['node'],
  launch: (site) =>
    Promise.resolve({
      argv: [
        'node',
        `--inspect=${site.address}:${site.port('http')}`,
        '--eval',
        'setInterval(() => undefined, 60_000)',
      ],
      async ready() {
        const { status } = await askHttp(site.dial('http'), { path: '/json/version' });
        return status === 200;
      },
    }),
};
