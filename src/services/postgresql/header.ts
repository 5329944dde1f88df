import { postgresqlLists } from './catalogue.ts';
import type { ServiceHeader } from '../service.ts';

/** A session's own words, and a count that needs the catalogue: nothing of what is stored leaves the server. */
export const PROOF =
  'SELECT current_user, pg_catalog.inet_client_addr(), (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user), (SELECT count(*) FROM pg_catalog.pg_database)';

export const READ_ONLY = '-c default_transaction_read_only=on';

export const postgresql: ServiceHeader = {
  id: 'postgresql',
  title: 'PostgreSQL and compatible servers',
  family: 'pgwire',
  sends: [
    'SSLRequest',
    `StartupMessage user=postgres database=postgres application_name={name} options=${READ_ONLY}`,
    `StartupMessage user=postgres database=template1 application_name={name} options=${READ_ONLY}`,
    'StartupMessage user={nonce} database=pgbouncer application_name={name}',
    // ClickHouse says nothing to a name that it does not know, and its own standard user is called so.
    'StartupMessage user=default database=default application_name={name}',
    `Query ${PROOF}`,
    'Query SELECT currentUser(), count() FROM system.databases',
    'Terminate',
  ],
  lists: postgresqlLists,
  verdicts: ['open', 'protected', 'denied', 'tls-only', 'identified', 'decoy', 'unknown'],
  verified: 'PostgreSQL 15.20, real server; CockroachDB and ClickHouse by answers of their sources',
};
