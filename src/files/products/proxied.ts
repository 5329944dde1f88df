/** What a proxy puts in front of the world: a store behind it, by port or by name. */
import { productById, suggestionsFor } from '../../catalogue/products.ts';

export interface Upstream {
  readonly host: string;
  readonly port: number | undefined;
}

/** Ports at which one store alone speaks HTTP, so that a proxy can put it on a name. */
const HTTP_STORES: Readonly<Record<number, string>> = {
  8123: 'clickhouse',
  9200: 'elasticsearch',
  5984: 'couchdb',
  6333: 'qdrant',
  2379: 'etcd',
  8086: 'influxdb',
  8983: 'solr',
  11_434: 'ollama',
  15_672: 'rabbitmq',
  5601: 'kibana',
  8529: 'arangodb',
  7474: 'neo4j',
  9090: 'prometheus',
};

const BY_NAME =
  /(?:^|[-_.])(clickhouse|elasticsearch|opensearch|couchdb|qdrant|weaviate|etcd|influxdb|solr|ollama|chroma|kibana|prometheus|mlflow|minio)(?:$|[-_.\d])/;

/** The store behind it, where port or name tells one; the port first. */
export function storeOf({ host, port }: Upstream): string | undefined {
  const byPort = port === undefined ? undefined : HTTP_STORES[port];
  const byName = BY_NAME.exec(host.toLowerCase())?.[1];
  const found = byName ?? byPort;
  return found !== undefined && productById(found) ? found : undefined;
}

/** The store behind a connection that is passed on as it is. */
export function streamStoreOf({ port }: Upstream): string | undefined {
  const [first] = port === undefined ? [] : suggestionsFor(port);
  return first && first.product !== 'http' ? first.product : undefined;
}

/** `http://host:port/…`, `host:port`, `unix:…`; `undefined` for variables. */
export function upstreamOf(text: string): Upstream | undefined {
  const [, scheme, host, port] =
    /^(?:([a-z][a-z0-9+]*):\/\/)?(\[[^\]]+\]|[\w.-]+)(?::(\d{1,5}))?(?:\/.*)?$/i.exec(text) ?? [];
  if (host === undefined) return undefined;
  const usual = scheme === 'https' ? 443 : scheme === 'http' ? 80 : undefined;
  return { host, port: port === undefined ? usual : Number(port) };
}
