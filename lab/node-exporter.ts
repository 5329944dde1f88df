import { launchExporter } from './exporter.ts';
import type { Product } from './product.ts';

export const nodeExporter: Product = {
  id: 'node-exporter',
  ports: { http: 9100 },
  states: ['open', 'password'],
  needs: ['prometheus-node-exporter'],
  launch: async (site) => await launchExporter(site, 'prometheus-node-exporter', {}, '/metrics'),
};
