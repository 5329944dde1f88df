/** The products that speak HTTP, the surest marks first. One line a product. */
import { caddy } from './caddy.ts';
import { chroma } from './chroma.ts';
import { clickhouse } from './clickhouse/http.ts';
import { docker } from './docker.ts';
import { dockerRegistry } from './docker-registry/registry.ts';
import { elasticsearch } from './elasticsearch.ts';
import { envoy } from './envoy.ts';
import { etcd } from './etcd.ts';
import type { HttpService } from './families/http-service.ts';
import { http } from './http.ts';
import { jupyter } from './jupyter.ts';
import { mcp } from './mcp/mcp.ts';
import { mcpInspector } from './mcp-inspector.ts';
import { opensearch } from './opensearch.ts';
import { alertmanager } from './alertmanager.ts';
import { influxdb } from './influxdb.ts';
import { natsMonitor } from './nats-monitor.ts';
import { nodeExporter } from './node-exporter.ts';
import { prometheus } from './prometheus.ts';
import { pushgateway } from './pushgateway.ts';
import { rabbitmq } from './rabbitmq.ts';
import { victoriametrics } from './victoriametrics.ts';
import { rclone } from './rclone.ts';
import { traefik } from './traefik.ts';

export const httpServices: readonly HttpService[] = [
  // One a line, so that two changes do not meet.
  clickhouse,
  opensearch,
  elasticsearch,
  etcd,
  dockerRegistry,
  docker,
  envoy,
  rclone,
  traefik,
  caddy,
  chroma,
  jupyter,
  alertmanager,
  influxdb,
  natsMonitor,
  nodeExporter,
  prometheus,
  pushgateway,
  rabbitmq,
  victoriametrics,
  mcp,
  mcpInspector,
];

/** What is left when no product was recognised. */
export const plainHttp: HttpService = http;
