import { askHttp } from './dial.ts';
import type { Product } from './product.ts';
import { missingWheels, python } from './python.ts';

const BUILD = 'moto-5.2.5';

/** An emulator of AWS that keeps its state in memory and takes any credential: https://docs.getmoto.org */
export const moto: Product = {
  id: 'moto',
  ports: { http: 5000 },
  states: ['open'],
  needs: [],
  heavy: BUILD,
  missing: () => missingWheels(BUILD),
  launch: async (site) => ({
    argv: [python(BUILD), '-m', 'moto.server', '-H', site.address, '-p', `${site.port('http')}`],
    async ready() {
      const { status } = await askHttp(site.dial('http'), { path: '/moto-api/' });
      return status === 200;
    },
  }),
};
