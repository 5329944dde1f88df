import { looksAtRealServers } from '../../test/real-servers.ts';

const zenml = { product: 'zenml', version: '0.98.0' } as const;

looksAtRealServers(
  'zenml',
  {
    unclaimed: { ...zenml, access: 'unclaimed', grants: 'admin' },
    password: { ...zenml, access: 'protected', grants: null },
  },
  undefined,
  ['unclaimed'],
);
