import type { ServiceHeader } from '../service.ts';
import { PROOF } from '../postgresql/header.ts';

export const pgbouncer: ServiceHeader = {
  id: 'pgbouncer',
  title: 'PgBouncer',
  family: 'pgwire',
  sends: [
    'SSLRequest',
    // It refuses parameters that it does not know, `options` among them.
    'StartupMessage user=postgres database=postgres application_name={name}',
    'StartupMessage user=postgres database=pgbouncer application_name={name}',
    'StartupMessage user={nonce} database=pgbouncer application_name={name}',
    `Query ${PROOF}`,
    'Query SHOW CONFIG',
    'Query SHOW {nonce}',
    'Terminate',
  ],
  verdicts: ['open', 'protected', 'tls-only', 'identified', 'decoy', 'unknown'],
  verified: 'PgBouncer 1.18.0, real server',
};
