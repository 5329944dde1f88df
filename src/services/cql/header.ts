/**
 * Cassandra, and what speaks its protocol: ScyllaDB names itself in its options.
 * OPTIONS is answered before a log-in. A server without an authenticator answers STARTUP with READY, and lets
 * everybody do everything (it refuses to start with an authorizer alone); the names of its keyspaces are the proof.
 * https://cassandra.apache.org/doc/latest/cassandra/managing/operating/security.html
 */
import type { Dialogue, Line } from '../../protocols/line.ts';
import { encodeCqlOptions } from '../../protocols/cql.ts';
import { cassandraLists } from './listing.ts';
import type { ServiceHeader } from '../service.ts';

export const QUERIES = {
  local: 'SELECT release_version FROM system.local',
  keyspaces: 'SELECT keyspace_name FROM system_schema.keyspaces',
} as const;

export const cassandra: ServiceHeader = {
  id: 'cassandra',
  title: 'Cassandra and compatible databases',
  family: 'cql',
  sends: [
    'OPTIONS',
    'STARTUP 3.0.0',
    `QUERY ${QUERIES.local}`,
    `QUERY ${QUERIES.keyspaces}`,
    'QUERY SELECT key FROM system.{nonce}',
    'AUTH_RESPONSE {user}',
  ],
  lists: cassandraLists,
  verdicts: [
    'open',
    'partial',
    'protected',
    'default-password',
    'identified',
    'tls-only',
    'decoy',
    'unknown',
  ],
  verified:
    'Cassandra 5.0.5, real server: open, password, default password; ScyllaDB and Cassandra 2 from the specification',
};

export function askOptions(_dialogue: Dialogue, line: Line): void {
  line.send('cql', encodeCqlOptions(4));
}
