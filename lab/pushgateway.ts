import { launchExporter } from './exporter.ts';
import type { Product } from './product.ts';

const PAGE = '/api/v1/status';

export const pushgateway: Product = {
  id: 'pushgateway',
  ports: { http: 9091 },
  states: ['open', 'password'],
  needs: ['prometheus-pushgateway'],
  launch: async (site) => await launchExporter(site, 'prometheus-pushgateway', {}, PAGE),
};
