/**
 * Every way of talking, in the order in which an answer is offered to them. One line a family.
 * MongoDB answers a GET as an HTTP server would, in its own words; `other` takes what nobody else knows.
 */
import { bolt } from './families/bolt.ts';
import { amqp } from './families/amqp.ts';
import { clickhouseFamily } from './families/clickhouse-native.ts';
import { cql } from './families/cql.ts';
import { drda } from './families/drda.ts';
import { ftp } from './families/ftp.ts';
import { http } from './families/http.ts';
import { ldap } from './families/ldap.ts';
import { kafka } from './families/kafka.ts';
import { memcached } from './families/memcached.ts';
import { mongodb } from './families/mongodb.ts';
import { mqtt } from './families/mqtt.ts';
import { mysql } from './families/mysql.ts';
import { mysqlx } from './families/mysqlx.ts';
import { nats } from './families/nats.ts';
import { nfs } from './families/nfs.ts';
import { other } from './families/other.ts';
import { pgwire } from './families/pgwire.ts';
import { resp } from './families/resp.ts';
import { rethinkdb } from './families/rethinkdb.ts';
import { rsync } from './families/rsync.ts';
import { zookeeper } from './families/zookeeper.ts';
import { smb } from './families/smb.ts';
import { tds } from './families/tds.ts';
import { tns } from './families/tns.ts';
import type { Family } from './service.ts';

export const families: readonly Family[] = [
  mysql,
  mysqlx,
  clickhouseFamily,
  mongodb,
  bolt,
  http,
  resp,
  memcached,
  pgwire,
  ldap,
  tds,
  rsync,
  ftp,
  kafka,
  mqtt,
  nats,
  zookeeper,
  smb,
  cql,
  nfs,
  amqp,
  drda,
  tns,
  rethinkdb,
  other,
];
