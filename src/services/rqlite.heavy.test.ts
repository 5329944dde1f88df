import { looksAtRealServers } from '../../test/real-servers.ts';
import { closed, open } from '../../test/recorded-http.ts';

// Built from its module it knows the first part of its version only.
const sql = { product: 'rqlite', version: '8' } as const;

looksAtRealServers(
  'rqlite',
  {
    open: { ...open, ...sql, grants: 'read-write' },
    password: { ...closed, ...sql, authMethods: ['other'] },
    read: { ...sql, access: 'partial', grants: 'read', authMethods: ['none'] },
    tls: { ...closed, ...sql, plaintext: false },
  },
  undefined,
  ['open', 'tls'],
);
