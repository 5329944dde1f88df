/** https://cassandra.apache.org/doc/latest/cassandra/developing/cql/ddl.html: the schema of Cassandra 3 and later. */
export const LISTS = {
  keyspaces: 'SELECT keyspace_name FROM system_schema.keyspaces',
  tables: "SELECT table_name FROM system_schema.tables WHERE keyspace_name = '{identifier}'",
  columns:
    "SELECT table_name, column_name, type FROM system_schema.columns WHERE keyspace_name = '{identifier}'",
} as const;

export const cassandraLists: readonly string[] = [
  'OPTIONS',
  'STARTUP 3.0.0',
  'AUTH_RESPONSE {account}',
  ...Object.values(LISTS).map((query) => `QUERY ${query}`),
];
