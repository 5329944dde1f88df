import { looksAtRealServers } from '../../test/real-servers.ts';

const closed = {
  product: 'label-studio',
  version: '1.23.2',
  access: 'protected',
  grants: null,
} as const;

// It never lets in whom it does not know; whether anybody may sign up, no page says.
looksAtRealServers('label-studio', { password: closed, invited: closed }, undefined, ['password']);
