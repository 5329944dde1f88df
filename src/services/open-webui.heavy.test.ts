import { looksAtRealServers } from '../../test/real-servers.ts';

const webui = { product: 'open-webui', version: '0.12.4' } as const;

looksAtRealServers(
  'open-webui',
  {
    open: { ...webui, access: 'open', authMethods: ['none'], grants: 'admin' },
    unclaimed: { ...webui, access: 'unclaimed', grants: 'admin' },
    password: { ...webui, access: 'protected', grants: null },
  },
  undefined,
  ['unclaimed'],
);
