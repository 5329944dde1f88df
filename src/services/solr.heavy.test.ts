import { expect, it } from 'vitest';
import { startServer } from '../../lab/index.ts';
import { withServers } from '../../lab/testing.ts';
import { ask } from '../../test/ask.ts';
import { looksAtRealServers } from '../../test/real-servers.ts';
import { closed, open } from '../../test/recorded-http.ts';

const product = { product: 'solr', version: '9.8.1' } as const;

looksAtRealServers('solr', {
  open: { ...open, ...product, grants: 'admin' },
  password: { ...closed, product: 'solr', authMethods: ['basic'] },
  read: { ...open, ...product, grants: 'read' },
});

looksAtRealServers('solr-4', {
  open: { ...open, product: 'solr', version: '4.10.4', grants: 'admin' },
});

withServers('solr')('what stands in a real Solr', () => {
  it('is its core, with its fields and how many documents are in it', async () => {
    await using server = await startServer('solr', 'open');
    const { inventory, undeclared } = await ask({ ...server, inventory: 'sample' });
    expect(undeclared).toBe(0);
    expect(inventory?.items).toMatchObject([{ name: 'talks', rows: { how: 'exact', value: 1 } }]);
    expect(inventory?.items[0]?.fields.map(({ name }) => name)).toContain('email');
    expect(JSON.stringify(inventory)).not.toContain('customer1');
  });
});
