/**
 * VictoriaMetrics as a single node. `/health` and `/metrics` answer with a password set.
 * https://docs.victoriametrics.com/victoriametrics/single-server-victoriametrics/#security
 */
import { httpProduct } from './families/http-product.ts';
import { field } from './families/http-talk.ts';
import { prometheusInventory } from './inventories/prometheus.ts';

export const victoriametrics = httpProduct({
  id: 'victoriametrics',
  title: 'VictoriaMetrics',
  verified: 'VictoriaMetrics 1.79.5, real server',
  recognise: ({ root }) =>
    (root.headers.has('x-server-hostname') && root.text.includes('Single-node VictoriaMetrics')) ||
    /^Basic realm="VictoriaMetrics"$/.test(root.headers.get('www-authenticate') ?? ''),
  proofs: [
    {
      path: '/api/v1/status/tsdb?topN=1',
      shows: ({ json }) => {
        const count = field(json, 'data', 'totalSeries');
        return typeof count === 'number' ? `a count of ${count} series` : undefined;
      },
    },
  ],
  inventory: prometheusInventory,
  grants: 'read-write',
});
