import { expect, it } from 'vitest';
import { startServer } from '../../lab/index.ts';
import { withServers } from '../../lab/testing.ts';
import { ask } from '../../test/ask.ts';
import { looksAtRealServers } from '../../test/real-servers.ts';

const VERSIONS = { mysql: '8.4.8', 'mysql-8.0': '8.0.28' } as const;

for (const [lab, version] of Object.entries(VERSIONS)) {
  const greeting = {
    product: 'mysql',
    protocol: 'mysql',
    version,
    access: 'protected',
    authMethods: ['sha2-challenge'],
    connections: 1,
  } as const;
  looksAtRealServers(
    lab,
    {
      open: greeting,
      password: greeting,
      tls: greeting,
      'source-denied': { product: 'mysql', access: 'denied', seenAs: '127.0.0.1', connections: 1 },
    },
    ({ tls }, state) => {
      if (state !== 'source-denied') expect(tls).toMatchObject({ offered: true, how: 'upgrade' });
    },
    ['open'],
  );

  looksAtRealServers(
    lab,
    {
      password: {
        product: 'mysql',
        protocol: 'mysqlx',
        access: 'protected',
        connections: 1,
        authMethods: ['sha1-challenge', 'sha2-challenge'],
      },
    },
    ({ proof, tls }) => {
      expect(proof.at(-1)?.answered).toBe('error 5000');
      expect(tls).toMatchObject({ offered: true });
    },
    undefined,
    'mysqlx',
  );
}

withServers('mysql', 'mysql-8.0')('a real MySQL, with leave for empty passwords', () => {
  it.each(Object.keys(VERSIONS))('%s', async (product) => {
    await using open = await startServer(product, 'open');
    const seen = await ask({ ...open, accounts: 'empty' });
    expect(seen).toMatchObject({ access: 'passwordless', grants: 'admin', undeclared: 0 });
    expect(seen.control.at(-1)?.answered).toBe('error 1045');
    await using guarded = await startServer(product, 'password');
    expect(await ask({ ...guarded, accounts: 'empty' })).toMatchObject({ access: 'protected' });
  });
});
