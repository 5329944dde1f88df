import { looksAtRealServers } from '../../test/real-servers.ts';

const open = {
  product: 'ray',
  access: 'open',
  authMethods: ['none'],
  grants: 'code-execution',
} as const;

looksAtRealServers(
  'ray',
  {
    open: { ...open, version: '2.60.0' },
    token: { product: 'ray', access: 'protected', grants: null },
  },
  undefined,
  ['open'],
);

looksAtRealServers('ray-2-9', { open: { ...open, version: '2.9.3' } }, undefined, []);
