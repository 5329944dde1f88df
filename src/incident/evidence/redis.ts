/** Redis and Valkey: https://redis.io/docs/latest/commands/. Neither MONITOR nor KEYS, which slow a busy server down. */
import { group, type Evidence } from './take.ts';

export const redis: Evidence = {
  takes: [
    ...group('clock', { clock: 'TIME' }),
    ...group('sessions', { clients: 'CLIENT LIST' }),
    ...group('counters', {
      info: 'INFO',
      'command-stats': 'INFO commandstats',
      'error-stats': 'INFO errorstats',
    }),
    ...group('logs', { slowlog: 'SLOWLOG GET 1024', 'acl-log': 'ACL LOG 1024' }),
    ...group('settings', {
      'config-dir': 'CONFIG GET dir',
      'config-dbfilename': 'CONFIG GET dbfilename',
      'config-bind': 'CONFIG GET bind',
      'config-protected-mode': 'CONFIG GET protected-mode',
      'config-log': 'CONFIG GET log*',
      'config-save': 'CONFIG GET save',
      'config-enable': 'CONFIG GET enable-*',
    }),
    ...group('grants', { users: 'ACL USERS' }),
    ...group('objects', { size: 'DBSIZE', modules: 'MODULE LIST', functions: 'FUNCTION LIST' }),
  ],
};
