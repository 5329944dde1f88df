/** ClickHouse: https://clickhouse.com/docs/operations/system-tables. `*` holds for every version's columns. */
import { group, type Evidence } from './take.ts';

/** Rows of one table of logs; beyond them the answer is cut and says so. */
const MOST_ROWS = 200_000;
const LOG =
  /^(?:query_log|query_thread_log|session_log|text_log|part_log|asynchronous_metric_log)(?:_\d{1,4})?$/;
const JSON_LINES = 'FORMAT JSONEachRow';

export const clickhouse: Evidence = {
  takes: [
    ...group('clock', {
      clock: 'SELECT now(), timezone(), uptime(), version(), hostName() FORMAT TSVWithNames',
    }),
    ...group('sessions', {
      processes: `SELECT * FROM system.processes ${JSON_LINES}`,
      metrics: `SELECT * FROM system.metrics ${JSON_LINES}`,
    }),
    ...group('counters', { events: `SELECT * FROM system.events ${JSON_LINES}` }),
    ...group('settings', {
      settings: `SELECT name, value, changed FROM system.settings ${JSON_LINES}`,
      'log-tables': `SELECT * FROM system.tables WHERE database = 'system' AND name LIKE '%log%' ${JSON_LINES}`,
      mutations: `SELECT * FROM system.mutations ${JSON_LINES}`,
      'dropped-tables': `SELECT * FROM system.dropped_tables ${JSON_LINES}`,
    }),
    ...group('grants', {
      users: `SELECT name, storage, auth_type, host_ip, host_names FROM system.users ${JSON_LINES}`,
      grants: `SELECT * FROM system.grants ${JSON_LINES}`,
    }),
    ...group('objects', {
      tables: `SELECT database, name, engine, metadata_modification_time FROM system.tables ORDER BY metadata_modification_time DESC ${JSON_LINES}`,
      parts: `SELECT database, table, name, rows, bytes, modification_time FROM system.parts ${JSON_LINES}`,
    }),
  ],
  more: {
    ask: "SELECT name FROM system.tables WHERE database = 'system' ORDER BY name FORMAT TSV",
    takes: (rows) => {
      const names = rows.map(([name = '']) => name).filter((name) => LOG.test(name));
      const asks = names.map((name) => [
        name,
        `SELECT * FROM system.${name} LIMIT ${MOST_ROWS} ${JSON_LINES}`,
      ]);
      return group('logs', Object.fromEntries(asks));
    },
  },
};
