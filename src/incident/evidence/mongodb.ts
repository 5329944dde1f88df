/** MongoDB and compatible: https://www.mongodb.com/docs/manual/reference/command/nav-diagnostic/. No document is read. */
import { group, type Evidence } from './take.ts';

export const mongodb: Evidence = {
  takes: [
    ...group('clock', { host: 'hostInfo' }),
    ...group('sessions', { operations: 'currentOp', own: 'connectionStatus' }),
    ...group('counters', { status: 'serverStatus' }),
    ...group('logs', {
      log: 'getLog global',
      'start-warnings': 'getLog startupWarnings',
    }),
    ...group('settings', { version: 'buildInfo', options: 'getCmdLineOpts' }),
    ...group('objects', { databases: 'listDatabases', replicas: 'replSetGetStatus' }),
  ],
};
