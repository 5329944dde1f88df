/**
 * What a MySQL or MariaDB lists of its tables, within a read-only session with time-outs.
 * https://dev.mysql.com/doc/refman/8.4/en/information-schema-tables-table.html
 */
import { figureLists, tallies, type FigureStatements } from '../sql-figures.ts';
import type { SqlTable } from '../sql-tables.ts';
import { about, amountUnknown, type Amount, type Field } from '../../model/inventory.ts';
import type { Answered } from './query.ts';

/** MariaDB has one name for the time-out in seconds, MySQL another in milliseconds; each refuses the other's. */
export const BOUNDS = [
  'SET SESSION TRANSACTION READ ONLY',
  'SET SESSION max_statement_time = 2',
  'SET SESSION max_execution_time = 2000',
  'SET SESSION lock_wait_timeout = 1',
] as const;

const OF_OWNERS =
  "TABLE_SCHEMA NOT IN ('mysql', 'sys', 'performance_schema', 'information_schema')";

export const TABLES = `SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, ENGINE, TABLE_ROWS, DATA_LENGTH FROM information_schema.TABLES WHERE ${OF_OWNERS} ORDER BY DATA_LENGTH DESC LIMIT 201`;
export const COLUMNS = `SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, COLUMN_TYPE FROM information_schema.COLUMNS WHERE ${OF_OWNERS} ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION LIMIT 4000`;
export const SAMPLE = 'SELECT {columns} FROM `{identifier}`.`{identifier}` LIMIT 20';
/** MariaDB; what is not encrypted by it has scheme 0. https://mariadb.com/docs/server/reference/system-tables/information-schema/information-schema-tables/information-schema-innodb-tables/information-schema-innodb_tablespaces_encryption-table */
export const TABLESPACES =
  'SELECT COUNT(*), SUM(ENCRYPTION_SCHEME <> 0) FROM information_schema.INNODB_TABLESPACES_ENCRYPTION';

/** https://dev.mysql.com/doc/refman/8.4/en/information-schema-statistics-table.html */
const LEADING =
  "FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = '{identifier}' AND TABLE_NAME = '{identifier}' AND COLUMN_NAME = '{identifier}' AND SEQ_IN_INDEX = 1 AND INDEX_TYPE = 'BTREE'";
export const FIGURES: FigureStatements = {
  ...tallies((name) => `\`${name}\``),
  distinct: `SELECT CARDINALITY ${LEADING} ORDER BY CARDINALITY DESC LIMIT 1`,
  indexed: `SELECT 1 ${LEADING} LIMIT 1`,
};

const CHANGES =
  "('INSERT', 'UPDATE', 'DELETE', 'CREATE', 'DROP', 'ALTER', 'SUPER', 'CREATE USER', 'FILE')";
/** An administrator sees the rights of others here too; ours are those of the account that let us in. */
const OF_OURS = `PRIVILEGE_TYPE IN ${CHANGES} AND GRANTEE = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')`;
export const WRITES = `SELECT ${['USER', 'SCHEMA', 'TABLE']
  .map((of) => `(SELECT COUNT(*) FROM information_schema.${of}_PRIVILEGES WHERE ${OF_OURS})`)
  .join(' + ')}`;

export const mysqlLists: readonly string[] = [
  'SSLRequest',
  'HandshakeResponse41 user={account} plugin={plugin}',
  'HandshakeResponse41 user={account} plugin={plugin} program_name={name}',
  'HandshakeResponse41 user= plugin={plugin}',
  'HandshakeResponse41 user= plugin={plugin} program_name={name}',
  'answer to a challenge',
  ...[...BOUNDS, TABLES, COLUMNS, SAMPLE, ...figureLists(FIGURES), TABLESPACES, WRITES].map(
    (sql) => `COM_QUERY ${sql}`,
  ),
  'COM_QUIT',
];

/** Others fetch from elsewhere: FEDERATED, SPIDER, CONNECT … */
const OWN_ENGINES =
  /^(?:InnoDB|MyISAM|Aria|MEMORY|MRG_MyISAM|ARCHIVE|ROCKSDB|TokuDB|ColumnStore)$/i;

export function tablesOf(tables: Answered, columns: Answered): SqlTable[] {
  const fields = new Map<string, Field[]>();
  for (const [schema, table, name, type] of columns.rows) {
    const key = `${schema}\0${table}`;
    const known = fields.get(key) ?? [];
    known.push({ name: name ?? '', type: type ?? '' });
    fields.set(key, known);
  }
  return tables.rows.map(([schema, name, type, engine, rows, bytes]) => ({
    schema: schema ?? '',
    name: name ?? '',
    isView: /VIEW/.test(type ?? ''),
    isOwn: OWN_ENGINES.test(engine ?? ''),
    rows: amountOf(rows),
    bytes: amountOf(bytes),
    fields: fields.get(`${schema}\0${name}`) ?? [],
  }));
}

function amountOf(text: string | null | undefined): Amount {
  return /^\d{1,19}$/.test(text ?? '') ? about(BigInt(text ?? 0)) : amountUnknown;
}
