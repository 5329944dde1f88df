import { looksAtRealServers } from '../../test/real-servers.ts';

const xinference = { product: 'xinference' } as const;

looksAtRealServers(
  'xinference',
  {
    open: { ...xinference, access: 'open', authMethods: ['none'], grants: 'admin' },
    password: { ...xinference, access: 'protected', grants: null },
  },
  undefined,
  ['open'],
);
