/** All kinds of trails. The order decides where two kinds fit a file equally well. */
import { actixAccess } from './actix-access.ts';
import { caddyAccess } from './caddy-access.ts';
import { clickhouseQueryLog } from './clickhouse-query-log.ts';
import { clickhouseServerLog } from './clickhouse-server-log.ts';
import { conntrack } from './conntrack.ts';
import { etcdMetrics, memcachedStats } from './counters.ts';
import { elasticsearchLog } from './elasticsearch-log.ts';
import { ginAccess } from './gin-access.ts';
import type { ReadOptions, TrailKind } from './kind.ts';
import { mongodbJson } from './mongodb-json.ts';
import { mongodbText } from './mongodb-text.ts';
import { mysqlAudit } from './mysql-audit.ts';
import { mysqlGeneral } from './mysql-general.ts';
import { mysqlSlow } from './mysql-slow.ts';
import { postgresqlCsv } from './postgresql-csv.ts';
import { postgresqlJson } from './postgresql-json.ts';
import { postgresqlStderr } from './postgresql-stderr.ts';
import { redisClients } from './redis-clients.ts';
import { redisInfo } from './redis-info.ts';
import { redisLog } from './redis-log.ts';
import { redisSlowlog } from './redis-slowlog.ts';
import { s3Access } from './s3-access.ts';
import { vpcFlow } from './vpc-flow.ts';
import { webAccess } from './web-access.ts';
import { zeekConn } from './zeek-conn.ts';

export const trailKinds: readonly TrailKind[] = [
  clickhouseQueryLog,
  clickhouseServerLog,
  postgresqlCsv,
  postgresqlJson,
  postgresqlStderr,
  mysqlSlow,
  mysqlGeneral,
  mysqlAudit,
  mongodbJson,
  mongodbText,
  redisLog,
  redisInfo,
  redisClients,
  redisSlowlog,
  elasticsearchLog,
  etcdMetrics,
  memcachedStats,
  webAccess,
  caddyAccess,
  s3Access,
  vpcFlow,
  zeekConn,
  conntrack,
  ginAccess,
  actixAccess,
];

/** Fewer lines than this that fit are chance. */
const LEAST_SHARE = 0.3;

/** The kind that fits best, told from the first lines alone; undefined where none does. */
export function recogniseTrail(
  lines: readonly string[],
  options: ReadOptions,
): TrailKind | undefined {
  let best: { kind: TrailKind | undefined; fits: number } = { kind: undefined, fits: LEAST_SHARE };
  for (const kind of trailKinds) {
    const fits = kind.recognise(lines, options);
    if (fits > best.fits) best = { kind, fits };
  }
  return best.kind;
}
