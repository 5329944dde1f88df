import { looksAtRealServers } from '../../test/real-servers.ts';

const langflow = { product: 'langflow', version: '1.13.0' } as const;

looksAtRealServers(
  'langflow',
  {
    open: { ...langflow, access: 'open', authMethods: ['none'], grants: 'code-execution' },
    password: { ...langflow, access: 'protected', grants: null },
  },
  undefined,
  ['open'],
);
