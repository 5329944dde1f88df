import { looksAtRealServers } from '../../test/real-servers.ts';
import { closed, open } from '../../test/recorded-http.ts';

// Built from its module it does not know its own version.
const ledger = { product: 'immudb', version: null } as const;

looksAtRealServers(
  'immudb',
  {
    open: { ...open, ...ledger, grants: 'read-write' },
    shipped: { ...closed, ...ledger },
    password: { ...closed, ...ledger },
  },
  undefined,
  ['open', 'password'],
);

// Its metrics know no accounts.
const metrics = { ...open, ...ledger, grants: 'metadata' } as const;

looksAtRealServers('immudb', { password: metrics }, undefined, undefined, 'metrics');
