/** What watches other systems, and is asked over HTTP. One line a product. */
import { alertmanager } from './alertmanager.ts';
import { grafana } from './grafana.ts';
import { jaeger } from './jaeger.ts';
import { kibana, opensearchDashboards } from './kibana.ts';
import { loki } from './loki.ts';
import { mimir } from './mimir.ts';
import { nodeExporter } from './node-exporter.ts';
import { prometheus } from './prometheus.ts';
import { pushgateway } from './pushgateway.ts';
import { tempo } from './tempo.ts';
import { victoriametrics } from './victoriametrics.ts';
import { zipkin } from './zipkin.ts';
import type { HttpService } from './families/http-service.ts';

export const observability: readonly HttpService[] = [
  alertmanager,
  grafana,
  jaeger,
  kibana,
  opensearchDashboards,
  loki,
  mimir,
  nodeExporter,
  prometheus,
  pushgateway,
  tempo,
  victoriametrics,
  zipkin,
];
