import { launchExporter } from './exporter.ts';
import type { Product } from './product.ts';

const ROUTES = 'route: {receiver: nobody}\nreceivers: [{name: nobody}]\n';
const PAGE = '/api/v2/status';

export const alertmanager: Product = {
  id: 'alertmanager',
  ports: { http: 9093 },
  states: ['open', 'password'],
  needs: ['prometheus-alertmanager'],
  async launch(site) {
    const flags = {
      '--config.file': await site.write('alertmanager.yml', ROUTES),
      '--storage.path': 'data',
      '--cluster.listen-address': '',
    };
    return await launchExporter(site, 'prometheus-alertmanager', flags, PAGE);
  },
};
