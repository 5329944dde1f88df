/** PostgreSQL through its URL: https://node-postgres.com/apis/pool */
import { PostgresDialect, type Dialect } from 'kysely';
import { Pool, TypeOverrides } from 'pg';

const MOST_CONNECTIONS = 8;
/** OID of `int8`; our counts and sequences fit into a double. */
const INT8 = 20;

export function openPostgresql(url: string): Dialect {
  const types = new TypeOverrides();
  types.setTypeParser(INT8, Number);
  const pool = new Pool({
    connectionString: url,
    max: MOST_CONNECTIONS,
    application_name: 'nightlatch',
    types,
  });
  // A connection that breaks while idle is replaced; whoever uses one is told by the query itself.
  pool.on('error', () => undefined);
  return new PostgresDialect({ pool });
}
