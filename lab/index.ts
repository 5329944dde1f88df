import { activemq } from './activemq.ts';
import { alertmanager } from './alertmanager.ts';
import { apache, lighttpd } from './apache.ts';
import { azurite } from './azurite.ts';
import { caddy } from './caddy.ts';
import { chroma } from './chroma.ts';
import { cassandra } from './cassandra.ts';
import { clickhouse } from './clickhouse.ts';
import { dask } from './dask.ts';
import { derby } from './derby.ts';
import { dockerRegistry } from './docker-registry.ts';
import { dockerd } from './dockerd.ts';
import { elasticsearch7, elasticsearch8 } from './elasticsearch-jars.ts';
import { elasticsearch } from './elasticsearch.ts';
import { envoy } from './envoy.ts';
import { etcd, etcd35, etcd36 } from './etcd.ts';
import { fastapi } from './fastapi.ts';
import { ferretdb } from './ferretdb.ts';
import { flower } from './flower.ts';
import { glances } from './glances.ts';
import { gradio } from './gradio.ts';
import { django, werkzeug } from './frameworks.ts';
import { graphql } from './graphql.ts';
import { heavyProducts } from './heavy.ts';
import { influxdb } from './influxdb.ts';
import { jupyter } from './jupyter.ts';
import { kafka } from './kafka.ts';
import { mariadb } from './mariadb.ts';
import { marimo } from './marimo.ts';
import { mcp } from './mcp.ts';
import { memcached } from './memcached.ts';
import { milvus } from './milvus.ts';
import { mosquitto } from './mosquitto.ts';
import { natsServer } from './nats-server.ts';
import { neo4j } from './neo4j.ts';
import { nfsGanesha } from './nfs-ganesha.ts';
import { nginx } from './nginx.ts';
import { nodeExporter } from './node-exporter.ts';
import { nodeRed } from './node-red.ts';
import { nodeInspector } from './node-inspector.ts';
import { opensearch } from './opensearch.ts';
import { orientdb } from './orientdb.ts';
import { pgbouncer } from './pgbouncer.ts';
import { postgresql } from './postgresql.ts';
import { pouchdb } from './pouchdb.ts';
import { type LabServer, type Product, type StartOptions, LabError } from './product.ts';
import { findProgram } from './programs.ts';
import { prometheus } from './prometheus.ts';
import { pushgateway } from './pushgateway.ts';
import { questdb } from './questdb.ts';
import { rabbitmq } from './rabbitmq.ts';
import { rclone, rcloneS3 } from './rclone.ts';
import { redisCommander } from './redis-commander.ts';
import { redis } from './redis.ts';
import { rsync } from './rsync.ts';
import { samba } from './samba.ts';
import { seaweedfs } from './seaweedfs.ts';
import { slapd } from './slapd.ts';
import { start } from './start.ts';
import { streamlit } from './streamlit.ts';
import { supervisor } from './supervisor.ts';
import { syncthing } from './syncthing.ts';
import { tensorboard } from './tensorboard.ts';
import { traefik } from './traefik.ts';
import { valkey } from './valkey.ts';
import { verdaccio } from './verdaccio.ts';
import { victoriametrics } from './victoriametrics.ts';
import { vsftpd } from './vsftpd.ts';
import { zookeeper } from './zookeeper.ts';

export { type LabServer, type StartOptions, LAB_PASSWORD, LAB_USER, LabError } from './product.ts';

export interface LabProduct {
  readonly id: string;
  /** The product's own ports by name; the first is the main one. */
  readonly usualPorts: Readonly<Record<string, number>>;
  readonly states: readonly string[];
  /** Those of the states that need `netns`. */
  readonly namespaceStates: readonly string[];
}

const PRODUCTS: readonly Product[] = [
  redis,
  clickhouse,
  postgresql,
  pgbouncer,
  mariadb,
  memcached,
  etcd,
  etcd35,
  etcd36,
  nginx,
  apache,
  lighttpd,
  valkey,
  ferretdb,
  elasticsearch,
  elasticsearch7,
  elasticsearch8,
  opensearch,
  natsServer,
  mosquitto,
  influxdb,
  prometheus,
  alertmanager,
  nodeExporter,
  pushgateway,
  victoriametrics,
  dockerRegistry,
  dockerd,
  azurite,
  caddy,
  traefik,
  envoy,
  rclone,
  rcloneS3,
  seaweedfs,
  slapd,
  samba,
  derby,
  nfsGanesha,
  neo4j,
  rsync,
  vsftpd,
  zookeeper,
  questdb,
  pouchdb,
  orientdb,
  activemq,
  rabbitmq,
  chroma,
  jupyter,
  flower,
  gradio,
  milvus,
  nodeRed,
  streamlit,
  syncthing,
  glances,
  marimo,
  supervisor,
  tensorboard,
  mcp,
  kafka,
  fastapi,
  werkzeug,
  django,
  graphql,
  nodeInspector,
  cassandra,
  dask,
  redisCommander,
  verdaccio,
  ...heavyProducts,
];

const BY_ID: ReadonlyMap<string, Product> = new Map(
  PRODUCTS.map((product) => [product.id, product]),
);

const ATTEMPTS = 3;

function find(id: string): Product {
  const product = BY_ID.get(id);
  if (product) return product;
  throw new LabError(`the lab has no ${id}; it has ${[...BY_ID.keys()].join(', ')}`);
}

export function labProducts(): readonly LabProduct[] {
  return PRODUCTS.map(({ id, ports, states, namespaceStates = [] }) => ({
    id,
    usualPorts: ports,
    states,
    namespaceStates,
  }));
}

/** Why the product cannot be started here; undefined when it can. */
export function missing(id: string): string | undefined {
  const product = find(id);
  const absent = product.needs.filter((program) => !findProgram(program));
  if (absent.length > 0) return `${absent.join(', ')} not installed`;
  return product.missing?.();
}

/** What `lab/install.sh --heavy` made of it, for what nothing else installs. */
export function heavyBuild(id: string): string | undefined {
  return find(id).heavy;
}

export function isHeavy(id: string): boolean {
  return heavyBuild(id) !== undefined;
}

function refuse(product: Product, state: string, { netns }: StartOptions): string | undefined {
  if (!product.states.includes(state)) {
    return `there is no such state; there are ${product.states.join(', ')}`;
  }
  if (netns === undefined && product.namespaceStates?.includes(state)) {
    return 'this state is for a network namespace only';
  }
  return missing(product.id);
}

/** Starts a real server in a state, and comes back when it answers its own protocol. */
export async function startServer(
  id: string,
  state: string,
  options: StartOptions = {},
): Promise<LabServer> {
  const product = find(id);
  const reason = refuse(product, state, options);
  if (reason !== undefined) throw new LabError(`${id} (${state}): ${reason}`);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(product, state, options, startServer);
    } catch (error) {
      // Somebody was quicker with the port that we had found free.
      const collided =
        error instanceof LabError && /address (?:already )?in use|eaddrinuse/i.test(error.message);
      if (!collided || typeof options.port === 'number' || attempt === ATTEMPTS) throw error;
    }
  }
}
