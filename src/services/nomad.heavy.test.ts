import { looksAtRealServers } from '../../test/real-servers.ts';
import { closed, open } from '../../test/recorded-http.ts';

looksAtRealServers('nomad', {
  open: { ...open, product: 'nomad', version: '0.8.7' },
  password: { ...closed, product: 'nomad', authMethods: ['other'] },
});
