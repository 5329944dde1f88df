/** Databases and queue consoles that speak HTTP. One line a product. */
import { activemq } from './activemq.ts';
import { arangodb } from './arangodb.ts';
import { cockroachdb } from './cockroachdb.ts';
import { couchdb, pouchdb } from './couchdb.ts';
import { dgraph } from './dgraph.ts';
import { druid } from './druid.ts';
import { hbase } from './hbase.ts';
import { hdfs } from './hdfs.ts';
import { immudb } from './immudb.ts';
import { influxdb } from './influxdb.ts';
import { natsMonitor } from './nats-monitor.ts';
import { neo4j } from './neo4j.ts';
import { nsq } from './nsq.ts';
import { orientdb } from './orientdb.ts';
import { questdb } from './questdb.ts';
import { rabbitmq } from './rabbitmq.ts';
import { rethinkdb } from './rethinkdb.ts';
import { rqlite } from './rqlite.ts';
import { solr } from './solr.ts';
import { surrealdb } from './surrealdb.ts';
import { tidb } from './tidb.ts';
import { presto, trino } from './trino.ts';
import { yarn } from './yarn.ts';
import { zookeeperAdmin } from './zookeeper-admin.ts';
import type { HttpService } from './families/http-service.ts';

export const httpStores: readonly HttpService[] = [
  activemq,
  arangodb,
  cockroachdb,
  couchdb,
  pouchdb,
  dgraph,
  druid,
  hbase,
  hdfs,
  immudb,
  influxdb,
  natsMonitor,
  neo4j,
  nsq,
  orientdb,
  questdb,
  rabbitmq,
  rethinkdb,
  rqlite,
  solr,
  surrealdb,
  tidb,
  presto,
  trino,
  yarn,
  zookeeperAdmin,
];
