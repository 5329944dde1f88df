import { expect, test } from 'vitest';
import { LAB_PASSWORD, LAB_USER, startServer } from '../lab/index.ts';
import { withServers } from '../lab/testing.ts';
import { asOwner } from './as-owner.ts';
import { asked } from './ask-lent.ts';
import { canaries } from './canaries.ts';

const used = (canWrite: boolean | null): object => ({
  access: 'protected',
  credential: { outcome: 'used', canWrite },
});
const people = expect.arrayContaining([expect.objectContaining({ class: 'personal' })]) as unknown;

withServers('postgresql')('a real PostgreSQL, as the owner', () => {
  test('by SCRAM, inside TLS on loopback: a reader, a writer, and a wrong password', async () => {
    await using server = await startServer('postgresql', 'tls-optional');
    const target = `host=${server.address} port=${server.port} user=postgres password=${LAB_PASSWORD} dbname=postgres`;
    const make = `CREATE ROLE reader LOGIN PASSWORD '${canaries.password}'; GRANT SELECT ON customers TO reader`;
    asOwner(['psql', '-qAt', '-v', 'ON_ERROR_STOP=1', target, '-c', make]);
    const reader = await asked(server, 'reader', canaries.password);
    expect(reader).toMatchObject(used(false));
    expect(reader.sent).toContain('SASLInitialResponse SCRAM-SHA-256');
    expect(reader.inventory?.items).toContainEqual(
      expect.objectContaining({ name: 'postgres.public.customers', classes: people }),
    );
    expect(await asked(server, LAB_USER, LAB_PASSWORD)).toMatchObject(used(true));
    const wrong = await asked(server, 'reader', `not-${canaries.password}`);
    expect(wrong.credential).toEqual({ outcome: 'refused', canWrite: null });
    expect(wrong.inventory?.notReached).toMatch(/not let in/);
  });

  test.each(['md5', 'cleartext'])('by %s', async (state) => {
    await using server = await startServer('postgresql', state);
    expect(await asked(server, LAB_USER, LAB_PASSWORD)).toMatchObject(used(true));
  });
});

withServers('mariadb')('a real MariaDB, as the owner', () => {
  test('a reader and a writer', async () => {
    await using server = await startServer('mariadb', 'password');
    const target = ['-h', server.address, '-P', String(server.port), '-u', 'root', '--skip-ssl'];
    asOwner(
      ['mysql', ...target, `-p${LAB_PASSWORD}`],
      `CREATE USER reader IDENTIFIED BY '${canaries.password}'; GRANT SELECT ON shop.* TO reader;`,
    );
    const reader = await asked(server, 'reader', canaries.password);
    expect(reader).toMatchObject(used(false));
    expect(reader.inventory?.items).toContainEqual(
      expect.objectContaining({ name: 'shop.customers', classes: people }),
    );
    expect(await asked(server, LAB_USER, LAB_PASSWORD)).toMatchObject(used(true));
  });
});

withServers('redis')('a real Redis, as the owner', () => {
  test('with a password alone', async () => {
    await using server = await startServer('redis', 'password');
    const all = await asked(server, '', LAB_PASSWORD);
    expect(all).toMatchObject(used(true));
    expect(all.sent).toContain('AUTH with credentials');
    const wrong = await asked(server, '', canaries.password);
    expect(wrong.credential?.outcome).toBe('refused');
  });
});

withServers('ferretdb')('a real FerretDB, as the owner', () => {
  test.each(['password', 'tls-password'])('by SCRAM-SHA-256: %s', async (state) => {
    await using server = await startServer('ferretdb', state);
    const all = await asked(server, LAB_USER, LAB_PASSWORD, 'lab');
    // It names no rights of an account.
    expect(all).toMatchObject(used(null));
    expect(all.sent.join('\n')).toContain('saslStart lab mechanism=SCRAM-SHA-256 payload');
    const wrong = await asked(server, LAB_USER, canaries.password, 'lab');
    expect(wrong.credential).toEqual({ outcome: 'refused', canWrite: null });
  });
});

withServers('clickhouse')('a real ClickHouse, as the owner', () => {
  test('over HTTP', async () => {
    await using server = await startServer('clickhouse', 'password');
    const all = await asked(server, 'default', LAB_PASSWORD);
    expect(all).toMatchObject({ access: 'protected', credential: { outcome: 'used' } });
    expect(all.inventory?.items.length).toBeGreaterThan(0);
    const wrong = await asked(server, 'default', canaries.password);
    expect(wrong.credential?.outcome).toBe('refused');
  });

  test('over its own protocol', async () => {
    await using server = await startServer('clickhouse', 'password');
    const native = { ...server, port: server.ports['native'] ?? 0 };
    const all = await asked(native, 'default', LAB_PASSWORD);
    expect(all).toMatchObject(used(true));
    expect(all.sent).toContain('Hello as {account} with a password');
    const wrong = await asked(native, 'default', canaries.password);
    expect(wrong.credential).toEqual({ outcome: 'refused', canWrite: null });
  });
});

withServers('elasticsearch')('a real Elasticsearch, as the owner', () => {
  test('by HTTP Basic', async () => {
    await using server = await startServer('elasticsearch', 'password');
    const all = await asked(server, 'elastic', LAB_PASSWORD);
    expect(all).toMatchObject(used(true));
    const wrong = await asked(server, 'elastic', canaries.password);
    expect(wrong.credential?.outcome).toBe('refused');
  });
});
