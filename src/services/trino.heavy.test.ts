import { looksAtRealServers } from '../../test/real-servers.ts';
import { closed, open } from '../../test/recorded-http.ts';

const trino = { product: 'trino', version: '368' } as const;

looksAtRealServers('trino', {
  open: { ...open, ...trino, grants: 'read' },
  token: { ...closed, ...trino, authMethods: ['other'] },
});

looksAtRealServers(
  'trino',
  { token: { ...closed, ...trino, plaintext: false, authMethods: ['bearer'] } },
  undefined,
  undefined,
  'https',
);
