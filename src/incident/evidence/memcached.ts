/** Memcached: https://github.com/memcached/memcached/blob/master/doc/protocol.txt. No key is listed. */
import { group, type Evidence } from './take.ts';

export const memcached: Evidence = {
  takes: [
    ...group('sessions', { connections: 'stats conns' }),
    ...group('counters', { stats: 'stats', items: 'stats items', slabs: 'stats slabs' }),
    ...group('settings', { settings: 'stats settings', version: 'version' }),
  ],
};
