import { describeAmqp1 } from './amqp1.ts';
import { describeAmqp } from './amqp.ts';
import { describeBolt } from './bolt/bolt.ts';
import { describeClickHouse } from './clickhouse.ts';
import type { DescribeRequests } from './codec.ts';
import { describeDrda } from './drda.ts';
import { describeFtp } from './ftp.ts';
import { describeCql } from './cql.ts';
import { describeHttp } from './http.ts';
import { describeLdap } from './ldap.ts';
import { describeKafka } from './kafka.ts';
import { describeMemcached } from './memcached.ts';
import { describeMongo } from './mongodb.ts';
import { describeMqtt } from './mqtt.ts';
import { describeMysql } from './mysql.ts';
import { describeMysqlx } from './mysqlx.ts';
import { describeNats } from './nats.ts';
import { describePgwire } from './pgwire.ts';
import { describeResp } from './resp.ts';
import { describeRethink } from './rethinkdb.ts';
import { describeRpc } from './rpc/rpc.ts';
import { describeRsync } from './rsync.ts';
import { describeSmb } from './smb/request.ts';
import { describeTds } from './tds.ts';
import { describeTls } from './tls.ts';
import { describeTns } from './tns.ts';
import { describeZookeeper } from './zookeeper.ts';

/** How to read each protocol's requests back out of the bytes about to leave. */
export const describers = {
  amqp: describeAmqp,
  amqp1: describeAmqp1,
  bolt: describeBolt,
  'clickhouse-native': describeClickHouse,
  drda: describeDrda,
  ftp: describeFtp,
  cql: describeCql,
  http: describeHttp,
  ldap: describeLdap,
  kafka: describeKafka,
  memcached: describeMemcached,
  mongodb: describeMongo,
  mqtt: describeMqtt,
  mysql: describeMysql,
  mysqlx: describeMysqlx,
  nats: describeNats,
  pgwire: describePgwire,
  resp: describeResp,
  rethinkdb: describeRethink,
  rpc: describeRpc,
  rsync: describeRsync,
  smb: describeSmb,
  tds: describeTds,
  tls: describeTls,
  tns: describeTns,
  zookeeper: describeZookeeper,
} as const satisfies Record<string, DescribeRequests>;

export type ProtocolId = keyof typeof describers;
