import { data, metrics, peer, type Product } from './product.ts';
import { known, web } from './listed.ts';

/** What watches other systems, and is asked over HTTP. */
export const observability: readonly Product[] = [
  known(
    'prometheus',
    'Prometheus',
    'https://prometheus.io/docs/operating/security/',
    data(9090, 'http'),
    metrics(9187),
  ),
  known(
    'alertmanager',
    'Alertmanager',
    'https://prometheus.io/docs/alerting/latest/https/',
    data(9093, 'http'),
    peer(9094),
  ),
  known(
    'node-exporter',
    'Node exporter',
    'https://prometheus.io/docs/guides/node-exporter/',
    metrics(9100),
  ),
  web('pushgateway', 'Pushgateway', 'https://github.com/prometheus/pushgateway', 9091),
  web(
    'victoriametrics',
    'VictoriaMetrics',
    'https://docs.victoriametrics.com/victoriametrics/single-server-victoriametrics/#security',
    8428,
  ),
];
