import { looksAtRealServers } from '../../test/real-servers.ts';

looksAtRealServers(
  'node-red',
  {
    open: {
      product: 'node-red',
      version: '4.1.15',
      access: 'open',
      grants: 'code-execution',
      authMethods: ['none'],
    },
    password: {
      product: 'node-red',
      access: 'protected',
      grants: null,
      authMethods: ['bearer'],
    },
  },
  undefined,
  ['open'],
);
