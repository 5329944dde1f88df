import { expect } from 'vitest';
import { looksAtRealServers } from '../../test/real-servers.ts';
import { open } from '../../test/recorded-http.ts';

looksAtRealServers(
  'hbase',
  { open: { ...open, product: 'hbase', grants: 'metadata' } },
  ({ stableId }) => {
    expect(stableId).toMatch(/^[\da-f-]{36}$/);
  },
);
