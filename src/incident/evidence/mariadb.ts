/** MariaDB and MySQL: https://mariadb.com/kb/en/performance-schema-tables/. No password hash is asked for. */
import { group, type Evidence } from './take.ts';

export const mariadb: Evidence = {
  takes: [
    ...group('clock', { clock: 'SELECT NOW(6), @@system_time_zone, @@version, @@hostname' }),
    ...group('sessions', { processes: 'SHOW FULL PROCESSLIST' }),
    ...group('counters', {
      status: 'SHOW GLOBAL STATUS',
      hosts: 'SELECT * FROM performance_schema.hosts LIMIT 900',
      accounts: 'SELECT * FROM performance_schema.accounts LIMIT 900',
      'bytes-by-host':
        "SELECT HOST, VARIABLE_NAME, VARIABLE_VALUE FROM performance_schema.status_by_host WHERE VARIABLE_NAME IN ('Bytes_sent', 'Bytes_received', 'Com_select') LIMIT 900",
      'host-cache': 'SELECT * FROM performance_schema.host_cache LIMIT 900',
      'client-statistics': 'SELECT * FROM information_schema.CLIENT_STATISTICS LIMIT 900',
      digests:
        'SELECT SCHEMA_NAME, LEFT(DIGEST_TEXT, 300), COUNT_STAR, SUM_ROWS_SENT, SUM_ROWS_EXAMINED, FIRST_SEEN, LAST_SEEN FROM performance_schema.events_statements_summary_by_digest ORDER BY SUM_ROWS_SENT DESC LIMIT 500',
    }),
    ...group('settings', { variables: 'SHOW GLOBAL VARIABLES' }),
    ...group('grants', {
      users: 'SELECT user, host, plugin, Super_priv, Grant_priv FROM mysql.user LIMIT 900',
    }),
    ...group('objects', {
      functions: 'SELECT name, dl, type FROM mysql.func',
      events:
        'SELECT EVENT_SCHEMA, EVENT_NAME, DEFINER, CREATED FROM information_schema.EVENTS LIMIT 900',
      triggers:
        'SELECT TRIGGER_SCHEMA, TRIGGER_NAME, DEFINER, CREATED FROM information_schema.TRIGGERS LIMIT 900',
      tables:
        "SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_ROWS, DATA_LENGTH, CREATE_TIME FROM information_schema.TABLES WHERE TABLE_SCHEMA NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys') ORDER BY CREATE_TIME DESC LIMIT 900",
    }),
  ],
};
