import { describe, expect, it } from 'vitest';
import { startServer } from '../../lab/index.ts';
import { withServers } from '../../lab/testing.ts';
import { ask } from '../../test/ask.ts';
import {
  answerOf,
  authentication,
  failure,
  fakePostgres,
  session,
} from '../../test/fakes/postgresql.ts';

const EXPECTED = [
  { state: 'open', access: 'open', methods: ['none'], connections: 3 },
  { state: 'password', access: 'protected', methods: ['scram'], connections: 2 },
] as const;

withServers('pgbouncer', 'postgresql')('a real PgBouncer', () => {
  it.each(
    EXPECTED.flatMap((each) => (['usual', 'odd'] as const).map((port) => ({ ...each, port }))),
  )('$state on its $port port', async ({ state, port, access, methods, connections }) => {
    await using server = await startServer('pgbouncer', state, { port });
    const seen = await ask(server);
    expect(seen).toMatchObject({
      product: 'pgbouncer',
      protocol: 'pgwire',
      access,
      plaintext: true,
      undeclared: 0,
    });
    expect(seen.authMethods).toEqual(methods);
    if (port === 'usual') expect(seen.connections).toBe(connections);
    expect(seen.connections).toBeLessThanOrEqual(8);
    // What PostgreSQL sees is the pooler.
    expect(seen.seenAs).toBeUndefined();
    if (access !== 'open') return;
    expect(seen.version).toMatch(/^1\.\d+\.\d+/);
    expect(seen.grants).toBe('admin');
    expect(seen.proof.at(-1)).toEqual({ asked: 'SHOW CONFIG', answered: 'rows, auth_type any' });
    expect(seen.control.at(-1)?.answered).toBe('ErrorResponse 08P01');
  });

  it('hands parameters on where it ignores them', async () => {
    await using server = await startServer('pgbouncer', 'open', {
      settings: { ignore_startup_parameters: 'options' },
    });
    expect(await ask(server)).toMatchObject({
      product: 'pgbouncer',
      access: 'open',
      grants: 'admin',
    });
  });
});

describe('what answers as PgBouncer does', () => {
  const unsupported = failure('08P01', 'unsupported startup parameter: options');
  const unknown = failure('08P01', 'no such user: x');
  const own = { server_version: '1.18.0/bouncer' };
  const config = (sql: string): Buffer =>
    sql === 'SHOW CONFIG' ? answerOf('auth_type', 'trust') : failed;
  const failed = Buffer.concat([
    failure('08P01', 'invalid command'),
    Buffer.from('5a0000000549', 'hex'),
  ]);

  it.each([
    {
      name: 'a list of names without passwords',
      answer: (user: string) =>
        user === 'postgres' ? session({ server_version: '15.20' }) : unknown,
      access: 'open',
      grants: 'admin',
    },
    { name: 'a list without postgres', answer: () => unknown, access: 'identified', grants: null },
    {
      name: 'its console only',
      answer: (_user: string, database: string) =>
        database === 'pgbouncer' ? session(own) : failure('3D000', 'no such database'),
      access: 'open',
      grants: 'admin',
    },
    {
      name: 'TLS wanted',
      answer: () => failure('08P01', 'SSL required'),
      access: 'tls-only',
      grants: null,
    },
    { name: 'MD5', answer: () => authentication(5, 'salt'), access: 'protected', grants: null },
  ])('$name', async ({ answer, access, grants }) => {
    await using fake = await fakePostgres({
      startup: (parameters) =>
        parameters.has('options')
          ? unsupported
          : answer(parameters.get('user') ?? '', parameters.get('database') ?? ''),
      query: (sql) =>
        sql.startsWith('SHOW') ? config(sql) : answerOf('postgres', '127.0.0.1', 't', '3'),
    });
    expect(await ask(fake)).toMatchObject({ product: 'pgbouncer', access, grants, undeclared: 0 });
  });

  it('a console that knows every word is a decoy', async () => {
    await using fake = await fakePostgres({
      startup: (parameters) => (parameters.has('options') ? unsupported : session(own)),
      query: () => answerOf('auth_type', 'any'),
    });
    expect(await ask(fake)).toMatchObject({ access: 'decoy', product: null });
  });
});
