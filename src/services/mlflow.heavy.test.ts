import { expect, it } from 'vitest';
import { startServer } from '../../lab/index.ts';
import { withServers } from '../../lab/testing.ts';
import { ask } from '../../test/ask.ts';
import { looksAtRealServers } from '../../test/real-servers.ts';

const open = {
  product: 'mlflow',
  access: 'open',
  authMethods: ['none'],
  grants: 'read-write',
} as const;
const closed = { product: 'mlflow', grants: null } as const;
const asks = { ...closed, access: 'protected', authMethods: ['basic'] } as const;

looksAtRealServers(
  'mlflow',
  {
    open: { ...open, version: '3.17.2' },
    password: asks,
    guarded: { ...closed, access: 'denied' },
  },
  undefined,
  ['open'],
);

// Its server closes each connection, so that none is left for the version.
looksAtRealServers('mlflow-2', { open }, undefined, []);

withServers('mlflow-2')('an mlflow with the password that everybody knows', () => {
  it('asks for it, and lets in with it whom the operator has told to try', async () => {
    await using server = await startServer('mlflow-2', 'password', { port: 'usual' });
    const { address, port } = server;
    expect(await ask({ address, port })).toMatchObject(asks);
    const asked = await ask({ address, port, accounts: 'default' });
    expect(asked).toMatchObject({ product: 'mlflow', access: 'default-password', undeclared: 0 });
  });
});
