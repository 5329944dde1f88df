import { looksAtRealServers } from '../../test/real-servers.ts';

const chroma = { product: 'chroma', version: '0.5.23' } as const;

looksAtRealServers(
  'chroma-0-5',
  {
    open: { ...chroma, access: 'open', authMethods: ['none'], grants: 'read-write' },
    token: { ...chroma, access: 'protected', grants: null },
  },
  undefined,
  ['open'],
);
