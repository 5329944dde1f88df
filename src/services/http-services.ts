/** The products that speak HTTP, the surest marks first. One line a product. */
import { airflow } from './airflow.ts';
import { alertmanager } from './alertmanager.ts';
import { caddy } from './caddy.ts';
import { chroma } from './chroma.ts';
import { clickhouse } from './clickhouse/http.ts';
import { comfyui } from './comfyui.ts';
import { dagster } from './dagster.ts';
import { dockerRegistry } from './docker-registry/registry.ts';
import { docker } from './docker.ts';
import { elasticsearch } from './elasticsearch.ts';
import { envoy } from './envoy.ts';
import { etcd } from './etcd.ts';
import type { HttpService } from './families/http-service.ts';
import { flower } from './flower.ts';
import { flowise } from './flowise.ts';
import { gradio } from './gradio.ts';
import { http } from './http.ts';
import { influxdb } from './influxdb.ts';
import { jupyter } from './jupyter.ts';
import { jupyterhub } from './jupyterhub.ts';
import { labelStudio } from './label-studio.ts';
import { langflow } from './langflow.ts';
import { langfuse } from './langfuse.ts';
import { langgraph } from './langgraph.ts';
import { litellm } from './litellm.ts';
import { llamaCpp } from './llama-cpp.ts';
import { lmStudio } from './lm-studio.ts';
import { mcpInspector } from './mcp-inspector.ts';
import { mcp } from './mcp/mcp.ts';
import { metabase } from './metabase.ts';
import { mlflow } from './mlflow.ts';
import { n8n } from './n8n.ts';
import { natsMonitor } from './nats-monitor.ts';
import { nodeExporter } from './node-exporter.ts';
import { nodeRed } from './node-red.ts';
import { ollama } from './ollama.ts';
import { openWebui } from './open-webui.ts';
import { opensearch } from './opensearch.ts';
import { phoenix } from './phoenix.ts';
import { prefect } from './prefect.ts';
import { prometheus } from './prometheus.ts';
import { pushgateway } from './pushgateway.ts';
import { qdrant } from './qdrant.ts';
import { rabbitmq } from './rabbitmq.ts';
import { ray } from './ray.ts';
import { rclone } from './rclone.ts';
import { redisCommander } from './redis-commander.ts';
import { sglang } from './sglang.ts';
import { streamlit } from './streamlit.ts';
import { superset } from './superset.ts';
import { tensorboard } from './tensorboard.ts';
import { traefik } from './traefik.ts';
import { victoriametrics } from './victoriametrics.ts';
import { vllm } from './vllm.ts';
import { weaviate } from './weaviate.ts';
import { activemq } from './activemq.ts';
import { arangodb } from './arangodb.ts';
import { cockroachdb } from './cockroachdb.ts';
import { couchdb, pouchdb } from './couchdb.ts';
import { dgraph } from './dgraph.ts';
import { druid } from './druid.ts';
import { grafana } from './grafana.ts';
import { hbase } from './hbase.ts';
import { hdfs } from './hdfs.ts';
import { immudb } from './immudb.ts';
import { jaeger } from './jaeger.ts';
import { kibana, opensearchDashboards } from './kibana.ts';
import { loki } from './loki.ts';
import { mimir } from './mimir.ts';
import { neo4j } from './neo4j.ts';
import { orientdb } from './orientdb.ts';
import { questdb } from './questdb.ts';
import { rethinkdb } from './rethinkdb.ts';
import { rqlite } from './rqlite.ts';
import { solr } from './solr.ts';
import { surrealdb } from './surrealdb.ts';
import { tempo } from './tempo.ts';
import { tidb } from './tidb.ts';
import { presto, trino } from './trino.ts';
import { yarn } from './yarn.ts';
import { zipkin } from './zipkin.ts';
import { zookeeperAdmin } from './zookeeper-admin.ts';

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
  airflow,
  comfyui,
  dagster,
  flower,
  flowise,
  gradio,
  jupyterhub,
  labelStudio,
  langflow,
  langfuse,
  langgraph,
  litellm,
  llamaCpp,
  lmStudio,
  metabase,
  mlflow,
  n8n,
  nodeRed,
  ollama,
  openWebui,
  phoenix,
  prefect,
  qdrant,
  ray,
  redisCommander,
  sglang,
  streamlit,
  superset,
  tensorboard,
  vllm,
  weaviate,
  activemq,
  arangodb,
  cockroachdb,
  couchdb,
  pouchdb,
  dgraph,
  druid,
  grafana,
  hbase,
  hdfs,
  immudb,
  jaeger,
  kibana,
  opensearchDashboards,
  loki,
  mimir,
  neo4j,
  orientdb,
  questdb,
  rethinkdb,
  rqlite,
  solr,
  surrealdb,
  tempo,
  tidb,
  presto,
  trino,
  yarn,
  zipkin,
  zookeeperAdmin,
];

/** What is left when no product was recognised. */
export const plainHttp: HttpService = http;
