import { expect, it } from 'vitest';
import { startServer } from '../../../lab/index.ts';
import { withServers } from '../../../lab/testing.ts';
import { ask } from '../../../test/ask.ts';
import { looksAtRealServers } from '../../../test/real-servers.ts';

/** Names of objects and what is in them. */
const SECRET = /customers|example/;

looksAtRealServers(
  'minio',
  {
    password: { product: 'minio', access: 'protected', grants: null },
    open: { product: 'minio', access: 'partial', grants: 'metadata' },
  },
  (asked) => expect(JSON.stringify(asked)).not.toMatch(SECRET),
);

withServers('minio')('a real MinIO', () => {
  it.each([
    ['/public', 'open', 'read'],
    ['/listed', 'partial', 'metadata'],
    ['/readable', 'partial', 'read'],
    ['/readable/customers.csv', 'partial', 'read'],
    ['/private', 'protected', null],
    ['/absent', 'protected', null],
  ] as const)('%s is %s', async (path, access, grants) => {
    await using server = await startServer('minio', 'password', { port: 'usual' });
    const asked = await ask({ address: server.address, port: server.port, path });
    expect(asked).toMatchObject({ product: 'minio', access, grants, undeclared: 0 });
    expect(asked.connections).toBeLessThanOrEqual(3);
    expect(JSON.stringify(asked)).not.toMatch(SECRET);
  });

  it('has a console that is a page for anybody, and no more', async () => {
    await using server = await startServer('minio', 'password', { port: 'usual' });
    const asked = await ask({ address: server.address, port: server.ports['console'] ?? 0 });
    expect(asked).toMatchObject({ product: 'minio', access: 'protected', undeclared: 0 });
    expect(asked.connections).toBeLessThanOrEqual(3);
  });
});
