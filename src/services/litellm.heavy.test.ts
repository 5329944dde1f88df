import { looksAtRealServers } from '../../test/real-servers.ts';

const open = {
  product: 'litellm',
  access: 'open',
  authMethods: ['none'],
  grants: 'admin',
} as const;
const closed = { product: 'litellm', access: 'protected', grants: null } as const;

looksAtRealServers('litellm', { open, key: closed }, undefined, ['open']);

looksAtRealServers(
  'litellm-1-61',
  { open: { ...open, version: '1.61.20' }, key: { ...closed, version: '1.61.20' } },
  undefined,
  [],
);
