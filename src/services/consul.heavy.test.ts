import { looksAtRealServers } from '../../test/real-servers.ts';
import { closed, open } from '../../test/recorded-http.ts';

looksAtRealServers('consul', {
  open: { ...open, product: 'consul', version: '1.8.7', grants: 'admin' },
  password: { ...closed, product: 'consul', authMethods: ['other'] },
});
