import { looksAtRealServers } from '../../test/real-servers.ts';

const closed = { product: 'mlflow', grants: null } as const;

looksAtRealServers(
  'mlflow',
  {
    open: {
      product: 'mlflow',
      access: 'open',
      authMethods: ['none'],
      version: '3.17.2',
      grants: 'read-write',
    },
    password: { ...closed, access: 'protected', authMethods: ['basic'] },
    guarded: { ...closed, access: 'denied' },
  },
  undefined,
  ['open'],
);
