import { data, management, metrics, peer, type Product } from './product.ts';
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
  known('pushgateway', 'Pushgateway', 'https://github.com/prometheus/pushgateway', metrics(9091)),
  web(
    'victoriametrics',
    'VictoriaMetrics',
    'https://docs.victoriametrics.com/victoriametrics/single-server-victoriametrics/#security',
    8428,
  ),
  web(
    'grafana',
    'Grafana',
    'https://grafana.com/docs/grafana/latest/setup-grafana/configure-security/',
    3000,
  ),
  known(
    'loki',
    'Loki',
    'https://grafana.com/docs/loki/latest/operations/authentication/',
    data(3100, 'http'),
    peer(9095, 'grpc'),
  ),
  web(
    'mimir',
    'Mimir',
    'https://grafana.com/docs/mimir/latest/manage/secure/authentication-and-authorization/',
    8080,
  ),
  known(
    'tempo',
    'Tempo',
    'https://grafana.com/docs/tempo/latest/operations/authentication/',
    data(3200, 'http'),
    data(4317, 'grpc'),
    data(4318, 'http'),
  ),
  known(
    'jaeger',
    'Jaeger',
    'https://www.jaegertracing.io/docs/latest/security/',
    data(16_686, 'http'),
    data(14_268, 'http'),
    data(4317, 'grpc'),
    data(4318, 'http'),
    management(14_269),
  ),
  web('zipkin', 'Zipkin', 'https://github.com/openzipkin/zipkin/tree/master/zipkin-server', 9411),
  web('kibana', 'Kibana', 'https://www.elastic.co/docs/deploy-manage/security', 5601),
  web(
    'opensearch-dashboards',
    'OpenSearch Dashboards',
    'https://docs.opensearch.org/latest/security/',
    5601,
  ),
];
