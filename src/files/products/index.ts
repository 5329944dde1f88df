import type { Source } from '../text/source.ts';
import { cassandra } from './cassandra.ts';
import { caddy } from './caddy.ts';
import { clickhouse } from './clickhouse/index.ts';
import { couchdb } from './couchdb.ts';
import { elasticsearch } from './elasticsearch.ts';
import { etcd } from './etcd.ts';
import { kafka } from './kafka.ts';
import { memcached } from './memcached.ts';
import { milvus } from './milvus.ts';
import { minio } from './minio.ts';
import { mongodb } from './mongodb.ts';
import { mosquitto } from './mosquitto.ts';
import { mysql } from './mysql.ts';
import { nats } from './nats.ts';
import { nginx } from './nginx.ts';
import { opensearch } from './opensearch.ts';
import { plain } from './plain/index.ts';
import { postgresql } from './postgresql/index.ts';
import { qdrant } from './qdrant.ts';
import { rabbitmq } from './rabbitmq.ts';
import { redis } from './redis/index.ts';
import type { ProductFiles } from './setup.ts';
import { weaviate } from './weaviate.ts';
import { zookeeper } from './zookeeper.ts';

/** Products whose configuration is read, each in a file of its own. */
const products: readonly ProductFiles[] = [
  clickhouse,
  postgresql,
  mysql,
  redis,
  memcached,
  mongodb,
  elasticsearch,
  opensearch,
  etcd,
  zookeeper,
  kafka,
  rabbitmq,
  mosquitto,
  cassandra,
  couchdb,
  minio,
  qdrant,
  weaviate,
  milvus,
  nats,
  nginx,
  caddy,
  ...plain,
];

export function byImage(repository: string): ProductFiles | undefined {
  return products.find(({ images }) => images.test(repository));
}

/** By the first word of a command line that is a program of one of them. */
export function byWords(words: readonly string[]): ProductFiles | undefined {
  for (const word of words) {
    const name = word.split('/').at(-1) ?? '';
    const found = products.find(({ programs }) => programs.test(name));
    if (found) return found;
  }
  return undefined;
}

export function byFile(source: Source): ProductFiles | undefined {
  const name = source.file.split('/').at(-1) ?? '';
  return products.find(({ owns }) => owns?.(source, name));
}

export function byId(id: string): ProductFiles | undefined {
  return products.find((product) => product.id === id);
}

export function productIds(): readonly string[] {
  return products.map(({ id }) => id);
}
