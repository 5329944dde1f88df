import { expect, it } from 'vitest';
import { startServer } from '../../../lab/index.ts';
import { withServers } from '../../../lab/testing.ts';
import { ask } from '../../../test/ask.ts';

const EXPECTED = [
  { state: 'open', access: 'protected', plaintext: null },
  { state: 'password', access: 'protected', plaintext: null },
  { state: 'tls', access: 'protected', plaintext: null },
  { state: 'source-denied', access: 'denied', plaintext: true },
] as const;

const VERSIONS = { mysql: '8.4.8', 'mysql-8.0': '8.0.28' } as const;

withServers('mysql', 'mysql-8.0')('a real MySQL', () => {
  it.each(
    Object.entries(VERSIONS).flatMap(([product, version]) =>
      EXPECTED.map((each) => ({ ...each, product, version })),
    ),
  )('$version, $state', async ({ product, version, state, ...expected }) => {
    await using server = await startServer(product, state);
    const seen = await ask(server);
    const counted = { connections: 1, undeclared: 0 };
    expect(seen).toMatchObject({ ...expected, ...counted, product: 'mysql', protocol: 'mysql' });
    if (state === 'source-denied') {
      expect(seen.seenAs).toBe('127.0.0.1');
      return;
    }
    expect(seen).toMatchObject({ version, authMethods: ['sha2-challenge'] });
    expect(seen.tls).toMatchObject({ offered: true, how: 'upgrade' });
  });

  it.each(Object.keys(VERSIONS))('%s, with leave for empty passwords', async (product) => {
    await using open = await startServer(product, 'open');
    const seen = await ask({ ...open, accounts: 'empty' });
    expect(seen).toMatchObject({ access: 'passwordless', grants: 'admin', undeclared: 0 });
    expect(seen.control.at(-1)?.answered).toBe('error 1045');
    await using guarded = await startServer(product, 'password');
    expect(await ask({ ...guarded, accounts: 'empty' })).toMatchObject({ access: 'protected' });
  });

  it.each(
    Object.keys(VERSIONS).flatMap(
      (product) =>
        [
          ['usual', product],
          ['odd', product],
        ] as const,
    ),
  )('over the X Protocol on its %s port, %s', async (port, product) => {
    await using server = await startServer(product, 'password', { port });
    const seen = await ask({ ...server, port: server.ports['mysqlx'] ?? 0 });
    expect(seen).toMatchObject({
      product: 'mysql',
      protocol: 'mysqlx',
      access: 'protected',
      connections: 1,
      undeclared: 0,
      authMethods: ['sha1-challenge', 'sha2-challenge'],
    });
    expect(seen.proof.at(-1)?.answered).toBe('error 5000');
    expect(seen.tls).toMatchObject({ offered: true });
  });
});
