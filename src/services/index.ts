import { amqp } from './amqp/header.ts';
import { clickhouseNative } from './clickhouse/native.ts';
import { db2 } from './db2.ts';
import { ftp } from './ftp/header.ts';
import { cassandra } from './cql/header.ts';
import { http } from './http.ts';
import { httpServices } from './http-services.ts';
import { ldap } from './ldap/header.ts';
import { kafka } from './kafka/header.ts';
import { memcached } from './memcached.ts';
import { mongodb } from './mongodb.ts';
import { mqtt } from './mqtt/header.ts';
import { mssql } from './mssql/header.ts';
import { mariadb, mysql, mysqlX } from './mysql/header.ts';
import { nats } from './nats/header.ts';
import { pgbouncer } from './pgbouncer/header.ts';
import { postgresql } from './postgresql/header.ts';
import { redis } from './redis/header.ts';
import { rsync } from './rsync/header.ts';
import { smb } from './smb/header.ts';
import { neo4j } from './neo4j/header.ts';
import { nfs } from './nfs/header.ts';
import { oracle } from './oracle.ts';
import { rethinkdb } from './rethinkdb/header.ts';
import { otherProtocols } from './other-protocols.ts';
import { zookeeper } from './zookeeper/header.ts';
import type { ServiceHeader } from './service.ts';

/** Every product that this version can judge. One line a product. */
export const services: readonly ServiceHeader[] = [
  http,
  ...httpServices,
  clickhouseNative,
  redis,
  memcached,
  mongodb,
  postgresql,
  pgbouncer,
  mysql,
  mysqlX,
  mariadb,
  ldap,
  mssql,
  neo4j,
  nfs,
  db2,
  oracle,
  rethinkdb,
  rsync,
  ftp,
  kafka,
  mqtt,
  nats,
  zookeeper,
  smb,
  cassandra,
  amqp,
];

/** Products that are named by what they say of themselves, on a wire that another product's file looks at, or unasked. */
export const toldApart: readonly { readonly id: string; readonly by: string }[] = [
  ...['valkey', 'keydb', 'dragonfly', 'kvrocks'].map((id) => ({ id, by: 'redis' })),
  { id: 'ferretdb', by: 'mongodb' },
  { id: 'cockroachdb', by: 'postgresql' },
  { id: 'tidb', by: 'mysql' },
  { id: 'redpanda', by: 'kafka' },
  { id: 'scylladb', by: 'cassandra' },
  ...['lavinmq', 'artemis', 'qpid'].map((id) => ({ id, by: 'rabbitmq' })),
  ...[...new Set(otherProtocols.flatMap(({ product }) => product ?? []))].map((id) => ({
    id,
    by: 'its greeting',
  })),
];
