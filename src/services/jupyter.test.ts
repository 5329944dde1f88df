import { looksAtRealServers } from '../../test/real-servers.ts';

const jupyter = { product: 'jupyter', version: '2.21.1' } as const;
const open = {
  ...jupyter,
  access: 'open',
  grants: 'code-execution',
  authMethods: ['none'],
} as const;
const closed = { ...jupyter, access: 'protected', grants: null } as const;

looksAtRealServers(
  'jupyter',
  { open, notebook: open, token: closed, password: closed, server: closed },
  undefined,
  ['token'],
);
