import { airflow, airflow2 } from './airflow.ts';
import { chroma05 } from './chroma-0-5.ts';
import { dagster } from './dagster.ts';
import { hdfs, yarn } from './hadoop.ts';
import { consul, nomad } from './hashicorp.ts';
import { hbase } from './hbase.ts';
import { honeypots } from './honeypots.ts';
import { immudb } from './immudb.ts';
import { jupyterhub } from './jupyterhub.ts';
import { labelStudio } from './label-studio.ts';
import { langflow } from './langflow.ts';
import { langgraph } from './langgraph.ts';
import { litellm, litellm161 } from './litellm.ts';
import { mcpInspector, mcpInspector015 } from './mcp-inspector.ts';
import { minio } from './minio.ts';
import { mlflow, mlflow2 } from './mlflow.ts';
import { moto } from './moto.ts';
import { mongod } from './mongod.ts';
import { mysql, mysql80 } from './mysql.ts';
import { nsqadmin, nsqd, nsqlookupd } from './nsq.ts';
import { openWebui } from './open-webui.ts';
import { phoenix } from './phoenix.ts';
import { prefect } from './prefect.ts';
import { ray, ray29 } from './ray.ts';
import { rqlite } from './rqlite.ts';
import { solr, solr4 } from './solr.ts';
import { superset } from './superset.ts';
import { tomcat } from './tomcat.ts';
import { trino } from './trino.ts';
import { weaviate } from './weaviate.ts';
import { xinference } from './xinference.ts';
import { zenml } from './zenml.ts';
import { zipkin } from './zipkin.ts';
import type { Product } from './product.ts';

/** What `lab/install.sh --heavy` alone installs; one more version of etcd is where the others are. */
export const heavyProducts: readonly Product[] = [
  airflow,
  airflow2,
  chroma05,
  consul,
  dagster,
  hbase,
  hdfs,
  honeypots,
  immudb,
  jupyterhub,
  labelStudio,
  langflow,
  langgraph,
  litellm,
  litellm161,
  mcpInspector,
  mcpInspector015,
  minio,
  mlflow,
  mlflow2,
  mongod,
  moto,
  mysql,
  mysql80,
  nomad,
  nsqadmin,
  nsqd,
  nsqlookupd,
  openWebui,
  phoenix,
  prefect,
  ray,
  ray29,
  rqlite,
  solr,
  solr4,
  superset,
  tomcat,
  trino,
  weaviate,
  xinference,
  yarn,
  zenml,
  zipkin,
];
