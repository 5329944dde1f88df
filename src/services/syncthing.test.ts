import { expect } from 'vitest';
import { looksAtRealServers } from '../../test/real-servers.ts';

looksAtRealServers(
  'syncthing',
  {
    // Its answer without the token against forged requests is 403.
    open: { product: 'syncthing', version: '1.19.2-ds1', access: 'open', grants: 'admin' },
    // It does not say any more what it is.
    password: { product: 'http', access: 'protected', grants: null, authMethods: ['basic'] },
  },
  (asked) => {
    if (asked.product === 'syncthing') expect(asked.stableId).toMatch(/^[A-Z2-7]{7}-/);
    expect(JSON.stringify(asked)).not.toMatch(/CSRF-Token-/);
  },
);
