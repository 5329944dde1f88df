import { looksAtRealServers } from '../../test/real-servers.ts';

const phoenix = { product: 'phoenix', version: '20.26.1' } as const;

looksAtRealServers(
  'phoenix',
  {
    open: { ...phoenix, access: 'open', authMethods: ['none'], grants: 'admin' },
    password: { ...phoenix, access: 'protected', grants: null },
  },
  undefined,
  ['open'],
);
