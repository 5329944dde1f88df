/** PostgreSQL: https://www.postgresql.org/docs/current/monitoring-stats.html. No password hash is asked for. */
import { group, type Evidence } from './take.ts';

export const postgresql: Evidence = {
  takes: [
    ...group('clock', {
      clock: 'SELECT now(), pg_postmaster_start_time(), pg_conf_load_time(), version()',
    }),
    ...group('sessions', {
      activity: 'SELECT * FROM pg_stat_activity',
      replication: 'SELECT * FROM pg_stat_replication',
    }),
    ...group('counters', {
      databases: 'SELECT * FROM pg_stat_database',
      tables: 'SELECT * FROM pg_stat_user_tables ORDER BY seq_tup_read DESC LIMIT 5000',
      statements: 'SELECT * FROM pg_stat_statements LIMIT 20000',
    }),
    ...group('settings', {
      settings: 'SELECT name, setting, source, sourcefile, sourceline FROM pg_settings',
      hba: 'SELECT * FROM pg_hba_file_rules',
    }),
    ...group('grants', {
      roles:
        'SELECT oid, rolname, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls, rolcanlogin, rolvaliduntil FROM pg_roles',
      members: 'SELECT roleid::regrole, member::regrole, admin_option FROM pg_auth_members',
    }),
    ...group('objects', {
      functions:
        "SELECT n.nspname, p.proname, l.lanname, p.probin FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')",
      extensions: 'SELECT extname, extversion FROM pg_extension',
      triggers: 'SELECT evtname, evtevent, evtowner::regrole FROM pg_event_trigger',
      slots: 'SELECT slot_name, slot_type, active FROM pg_replication_slots',
      created:
        "SELECT datname, (pg_stat_file('base/' || oid || '/PG_VERSION')).modification FROM pg_database",
      relations:
        "SELECT schemaname, tablename, tableowner FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
    }),
  ],
};
