import { airflow, airflow2 } from './airflow.ts';
import { dagster } from './dagster.ts';
import { hbase } from './hbase.ts';
import { hdfs, yarn } from './hadoop.ts';
import { consul, nomad } from './hashicorp.ts';
import { honeypots } from './honeypots.ts';
import { immudb } from './immudb.ts';
import { jupyterhub } from './jupyterhub.ts';
import { minio } from './minio.ts';
import { mlflow } from './mlflow.ts';
import { mongod } from './mongod.ts';
import { mysql, mysql80 } from './mysql.ts';
import { nsqadmin, nsqd, nsqlookupd } from './nsq.ts';
import { prefect } from './prefect.ts';
import { rqlite } from './rqlite.ts';
import { solr, solr4 } from './solr.ts';
import { tomcat } from './tomcat.ts';
import { trino } from './trino.ts';
import { weaviate } from './weaviate.ts';
import { zipkin } from './zipkin.ts';
import type { Product } from './product.ts';

/** What `lab/install.sh --heavy` alone installs; one more version of etcd is where the others are. */
export const heavyProducts: readonly Product[] = [
  airflow,
  airflow2,
  consul,
  dagster,
  hbase,
  hdfs,
  honeypots,
  immudb,
  jupyterhub,
  minio,
  mlflow,
  mongod,
  mysql,
  mysql80,
  nomad,
  nsqadmin,
  nsqd,
  nsqlookupd,
  prefect,
  rqlite,
  solr,
  solr4,
  tomcat,
  trino,
  weaviate,
  yarn,
  zipkin,
];
