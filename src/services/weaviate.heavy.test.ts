import { expect, it } from 'vitest';
import { startServer } from '../../lab/index.ts';
import { makeNetwork } from '../../lab/namespace.ts';
import { withNetworks } from '../../lab/testing.ts';
import { ask } from '../../test/ask.ts';
import { relay } from '../../test/relay.ts';
import { looksAtRealServers } from '../../test/real-servers.ts';
import { closed, open } from '../../test/recorded-http.ts';

const store = { ...open, product: 'weaviate', version: '1.35.2', grants: 'read-write' } as const;

looksAtRealServers(
  'weaviate',
  {
    open: store,
    empty: store,
    key: { ...closed, product: 'weaviate' },
    half: { ...closed, product: 'weaviate', version: '1.35.2' },
  },
  undefined,
  ['open', 'half'],
);

withNetworks('weaviate')('what stands in a real Weaviate', () => {
  it('is its class, with its properties; what was written just now is not counted, and not called none', async () => {
    await using network = await makeNetwork();
    await using server = await startServer('weaviate', 'open', {
      ...network.server,
      port: 'usual',
    });
    await using near = await relay(server, network.server.netns);
    const { inventory, undeclared } = await ask({ ...near, inventory: 'sample' });
    expect(undeclared).toBe(0);
    expect(inventory?.items).toMatchObject([
      { name: 'Talk', rows: { how: 'unknown', value: null } },
    ]);
    expect(inventory?.items[0]?.fields.map(({ name }) => name)).toContain('body');
    expect(JSON.stringify(inventory)).not.toContain('made up by the lab');
  });
});
