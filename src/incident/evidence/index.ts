/** What is taken of which product. */
import { clickhouse } from './clickhouse.ts';
import { elasticsearch } from './elasticsearch.ts';
import { etcd } from './etcd.ts';
import { mariadb } from './mariadb.ts';
import { memcached } from './memcached.ts';
import { mongodb } from './mongodb.ts';
import { mqtt } from './mqtt.ts';
import { nats } from './nats.ts';
import { postgresql } from './postgresql.ts';
import { redis } from './redis.ts';
import type { Evidence } from './take.ts';

export const EVIDENCE: Readonly<Record<string, Evidence>> = {
  clickhouse,
  postgresql,
  redis,
  valkey: redis,
  mariadb,
  mysql: mariadb,
  elasticsearch,
  opensearch: elasticsearch,
  memcached,
  etcd,
  mongodb,
  ferretdb: mongodb,
  mqtt,
  nats,
};
