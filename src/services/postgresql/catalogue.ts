/**
 * What a PostgreSQL lists of its databases and tables. Sizes and counts are those that the planner keeps: asking for
 * them takes no lock and reads no table. https://www.postgresql.org/docs/current/catalog-pg-class.html
 */
import { figureLists, tallies, type FigureStatements } from '../sql-figures.ts';
import type { SqlTable } from '../sql-tables.ts';
import { about, amountUnknown, type Amount } from '../../model/inventory.ts';
import { SCRAM_SHA_256 } from '../../protocols/scram.ts';
import type { Answered } from './query.ts';

/** Signs that stand in no name. */
const BETWEEN_FIELDS = '\u{1E}';
const BETWEEN_PARTS = '\u{1F}';

/** Nothing is written, nothing waits, nothing runs for long: https://www.postgresql.org/docs/current/runtime-config-client.html */
export const BOUNDED =
  '-c default_transaction_read_only=on -c statement_timeout=2000 -c lock_timeout=200';

export const DATABASES =
  'SELECT datname, pg_catalog.pg_database_size(oid) FROM pg_catalog.pg_database WHERE datallowconn AND NOT datistemplate ORDER BY 2 DESC LIMIT 200';

export const TABLES = [
  "SELECT n.nspname, c.relname, c.relkind, c.reltuples::bigint, c.relpages::bigint * pg_catalog.current_setting('block_size')::bigint,",
  '(SELECT pg_catalog.string_agg(a.attname || pg_catalog.chr(31) || pg_catalog.format_type(a.atttypid, a.atttypmod), pg_catalog.chr(30) ORDER BY a.attnum) FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum BETWEEN 1 AND 200 AND NOT a.attisdropped),',
  "pg_catalog.has_table_privilege(c.oid, 'SELECT')",
  'FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace',
  "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'",
  'ORDER BY 5 DESC, 1, 2 LIMIT 201',
].join(' ');

/** Whether this account changes rows of somebody's tables, or makes itself able to. */
export const WRITES = [
  'SELECT (SELECT rolsuper OR rolcreaterole OR rolcreatedb FROM pg_catalog.pg_roles WHERE rolname = current_user) OR EXISTS',
  "(SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)' AND pg_catalog.has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE'))",
].join(' ');

export const SAMPLE = 'SELECT {columns} FROM "{identifier}"."{identifier}" LIMIT 20';

/** https://www.postgresql.org/docs/current/view-pg-stats.html: a share of the rows where it is negative. */
export const FIGURES: FigureStatements = {
  ...tallies((name) => `"${name}"`),
  distinct:
    "SELECT (CASE WHEN s.n_distinct < 0 THEN -s.n_distinct * c.reltuples ELSE s.n_distinct END)::bigint FROM pg_catalog.pg_stats s, pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = s.schemaname AND c.relname = s.tablename AND s.schemaname = '{identifier}' AND s.tablename = '{identifier}' AND s.attname = '{identifier}' LIMIT 1",
  indexed:
    "SELECT 1 FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid JOIN pg_catalog.pg_am m ON m.oid = x.relam JOIN pg_catalog.pg_class c ON c.oid = i.indrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0] WHERE m.amname = 'btree' AND i.indisvalid AND i.indpred IS NULL AND n.nspname = '{identifier}' AND c.relname = '{identifier}' AND a.attname = '{identifier}' LIMIT 1",
};

export const postgresqlLists: readonly string[] = [
  'SSLRequest',
  `StartupMessage user=postgres database={identifier} application_name={name} options=${BOUNDED}`,
  `StartupMessage user={account} database={identifier} application_name={name} options=${BOUNDED}`,
  `SASLInitialResponse ${SCRAM_SHA_256}`,
  'SASLResponse',
  'PasswordMessage',
  ...[DATABASES, TABLES, SAMPLE, WRITES, ...figureLists(FIGURES)].map((sql) => `Query ${sql}`),
  'Terminate',
];
/** Tables and materialized views; a view runs a query of its own, a foreign table asks another server. */
const STORED = /^[rpm]$/;

export function tablesOf({ rows }: Answered): SqlTable[] {
  return rows.map(([schema, name, kind, tuples, bytes, fields, mayRead]) => ({
    schema: schema ?? '',
    name: name ?? '',
    isView: kind === 'v',
    isOwn: STORED.test(kind ?? '') && mayRead === 't',
    rows: amountOf(tuples),
    bytes: amountOf(bytes),
    fields: (fields ?? '')
      .split(BETWEEN_FIELDS)
      .map((field) => field.split(BETWEEN_PARTS))
      .flatMap(([column = '', type = '']) => (column === '' ? [] : [{ name: column, type }])),
  }));
}

/** A table that was never analysed has -1 rows, before 14 none at all. */
export function amountOf(text: string | null | undefined): Amount {
  return /^[1-9]\d{0,18}$/.test(text ?? '') ? about(BigInt(text ?? 0)) : amountUnknown;
}
