import { expect } from 'vitest';
import { looksAtRealServers } from '../../test/real-servers.ts';

looksAtRealServers(
  'superset',
  {
    open: { product: 'superset', access: 'open', authMethods: ['none'], grants: 'admin' },
    password: { product: 'superset', access: 'protected', grants: null },
  },
  // Its server closes each connection, so that on the usual port none is left for the version.
  ({ version, connections }) => expect(version).toBe(connections > 3 ? '6.1.0' : null),
  ['open'],
);
