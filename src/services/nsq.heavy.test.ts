import { looksAtRealServers } from '../../test/real-servers.ts';
import { open } from '../../test/recorded-http.ts';

const nsq = { ...open, product: 'nsq', version: '1.3.0', grants: 'read-write' } as const;

looksAtRealServers('nsqd', {
  open: nsq,
  mtls: { product: 'nsq', access: 'tls-only', grants: null },
});

looksAtRealServers(
  'nsqd',
  { mtls: { product: null, access: 'tls-only', authMethods: ['client-certificate'] } },
  undefined,
  undefined,
  'https',
);

looksAtRealServers(
  'nsqd',
  { open: { product: 'nsq', access: 'identified', protocol: 'nsq' } },
  undefined,
  undefined,
  'tcp',
);

looksAtRealServers('nsqlookupd', { open: nsq });
looksAtRealServers('nsqadmin', { open: nsq });
