import { looksAtRealServers } from '../../test/real-servers.ts';
import { closed, open } from '../../test/recorded-http.ts';

const product = { product: 'etcd', version: '3.6.8' } as const;

looksAtRealServers('etcd-3.6', {
  open: { ...open, ...product, grants: 'read-write' },
  password: { ...closed, ...product, authMethods: ['password'] },
  tls: { ...open, ...product, plaintext: false },
});
