/** Which way of asking fits which product. */
import { UsageError } from '../../model/errors.ts';
import type { Access, Asker } from './asker.ts';
import { askClickhouse } from './clickhouse.ts';
import { askEtcd } from './etcd.ts';
import { askHttp } from './http.ts';
import { askMariadb } from './mariadb.ts';
import { askMemcached } from './memcached.ts';
import { askMongodb } from './mongodb.ts';
import { askMqtt } from './mqtt.ts';
import { askNats } from './nats.ts';
import { askPostgresql } from './postgresql.ts';
import { askRedis } from './redis.ts';

type Opens = (access: Access) => Asker | Promise<Asker>;

/** Products that a case can be worked on, by what speaks to them. */
const OPENS: Readonly<Record<string, Opens>> = {
  clickhouse: askClickhouse,
  postgresql: askPostgresql,
  redis: askRedis,
  valkey: askRedis,
  mariadb: askMariadb,
  mysql: askMariadb,
  elasticsearch: askHttp,
  opensearch: askHttp,
  memcached: askMemcached,
  etcd: askEtcd,
  mongodb: askMongodb,
  ferretdb: askMongodb,
  mqtt: askMqtt,
  nats: askNats,
};

export async function openAsker(access: Access): Promise<Asker> {
  const open = OPENS[access.product];
  if (!open)
    throw new UsageError(
      `no snapshot is known of ${access.product}; there are ${Object.keys(OPENS).join(', ')}`,
    );
  return await open(access);
}
