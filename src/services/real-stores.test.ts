import { expect, it } from 'vitest';
import { startServer } from '../../lab/index.ts';
import { withServers } from '../../lab/testing.ts';
import { ask } from '../../test/ask.ts';
import { looksAtRealServers } from '../../test/real-servers.ts';
import { closed, open } from '../../test/recorded-http.ts';

looksAtRealServers(
  'pouchdb',
  {
    open: { ...open, product: 'pouchdb', version: '4.2.0', grants: 'admin' },
    password: { product: 'pouchdb', access: 'partial', grants: 'metadata', authMethods: ['none'] },
  },
  ({ stableId }) => {
    expect(stableId).toMatch(/^[\da-f-]{36}$/);
  },
);

const quest = { ...open, product: 'questdb', version: '9.3.4', grants: 'read-write' } as const;

looksAtRealServers(
  'questdb',
  {
    open: quest,
    password: { ...closed, product: 'questdb', version: '9.3.4', authMethods: ['other'] },
  },
  undefined,
  [],
);

withServers('questdb')('a real questdb on odd ports', () => {
  it('tells its data from its health', async () => {
    await using server = await startServer('questdb', 'open');
    expect(await ask(server)).toMatchObject(quest);
    const asked = await ask({ ...server, port: server.ports['health'] ?? 0 });
    expect(asked).toMatchObject({ product: 'questdb', access: 'identified', grants: null });
    expect(asked.connections).toBeLessThanOrEqual(8);
  });
});

looksAtRealServers(
  'activemq',
  {
    open: { ...open, product: 'activemq', grants: 'admin' },
    shipped: { ...closed, product: 'activemq', authMethods: ['basic'] },
  },
  undefined,
  [],
);

looksAtRealServers(
  'orientdb',
  { open: { product: 'orientdb', access: 'partial', grants: 'metadata', authMethods: ['none'] } },
  undefined,
  [],
);

// Clients have to log in; the server for administrators does not know of it.
looksAtRealServers(
  'zookeeper',
  { admin: { ...open, product: 'zookeeper', protocol: 'http', grants: 'metadata' } },
  undefined,
  undefined,
  'admin',
);

withServers('activemq')('the account that ActiveMQ ships with', () => {
  it('is let in', async () => {
    await using server = await startServer('activemq', 'shipped');
    const asked = await ask({ ...server, accounts: 'default' });
    expect(asked).toMatchObject({ product: 'activemq', access: 'default-password' });
    expect(asked.undeclared).toBe(0);
  });
});
