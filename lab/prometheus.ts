import { launchExporter } from './exporter.ts';
import type { Product } from './product.ts';

const PAGE = '/api/v1/status/buildinfo';

export const prometheus: Product = {
  id: 'prometheus',
  ports: { http: 9090 },
  states: ['open', 'password'],
  needs: ['prometheus'],
  async launch(site) {
    const flags = {
      '--config.file': await site.write('prometheus.yml', 'global: {}\n'),
      '--storage.tsdb.path': 'data',
    };
    return await launchExporter(site, 'prometheus', flags, PAGE);
  },
};
