import { describe, expect, it } from 'vitest';
import { startServer } from '../../lab/index.ts';
import { withServers } from '../../lab/testing.ts';
import { ask } from '../../test/ask.ts';
import {
  answerOf,
  authentication,
  failure,
  fakePostgres,
  message,
  session,
} from '../../test/fakes/postgresql.ts';

const REAL = {
  server_version: '15.20 (Debian 15.20-0+deb12u1)',
  is_superuser: 'on',
  TimeZone: 'UTC',
};
const MOST = { usual: 3, odd: 8 } as const;

const EXPECTED = [
  {
    state: 'open',
    access: 'open',
    methods: ['none'],
    plaintext: true,
    version: '15.20',
    connections: 2,
  },
  {
    state: 'password',
    access: 'protected',
    methods: ['scram'],
    plaintext: true,
    version: null,
    connections: 1,
  },
  {
    state: 'md5',
    access: 'protected',
    methods: ['md5'],
    plaintext: true,
    version: null,
    connections: 1,
  },
  {
    state: 'cleartext',
    access: 'protected',
    methods: ['cleartext'],
    plaintext: true,
    version: null,
    connections: 1,
  },
  {
    state: 'tls',
    access: 'protected',
    methods: ['scram'],
    plaintext: false,
    version: null,
    connections: 2,
  },
  {
    state: 'tls-open',
    access: 'open',
    methods: ['none'],
    plaintext: false,
    version: '15.20',
    connections: 3,
  },
  {
    state: 'tls-optional',
    access: 'protected',
    methods: ['scram'],
    plaintext: true,
    version: null,
    connections: 2,
  },
  {
    state: 'source-denied',
    access: 'denied',
    methods: [],
    plaintext: true,
    version: null,
    connections: 1,
  },
  {
    state: 'trust-other-role',
    access: 'protected',
    methods: ['scram'],
    plaintext: true,
    version: null,
    connections: 1,
  },
] as const;

withServers('postgresql')('a real PostgreSQL', () => {
  it.each(
    EXPECTED.flatMap((each) => (['usual', 'odd'] as const).map((port) => ({ ...each, port }))),
  )(
    '$state on its $port port',
    async ({ state, port, access, methods, plaintext, version, connections }) => {
      await using server = await startServer('postgresql', state, { port });
      const seen = await ask(server);
      expect(seen).toMatchObject({ product: 'postgresql', protocol: 'pgwire', access, plaintext });
      expect(seen.authMethods).toEqual(methods);
      // The lab takes whatever version is installed.
      if (version === null) expect(seen.version).toBeNull();
      else expect(seen.version).toMatch(/^1\d\.\d+$/);
      expect(seen.undeclared).toBe(0);
      expect(seen.connections).toBeLessThanOrEqual(MOST[port]);
      if (port === 'usual') expect(seen.connections).toBe(connections);
      expect(seen.tls?.offered ?? false).toBe(state.startsWith('tls'));
      if (state.startsWith('tls'))
        expect(seen.tls).toMatchObject({ how: 'upgrade', required: !plaintext });
      const reported = access === 'open' || access === 'denied' || state === 'tls';
      expect(seen.seenAs).toBe(reported ? '127.0.0.1' : undefined);
      expect(seen.grants).toBe(access === 'open' ? 'admin' : null);
      expect(seen.control.map(({ answered }) => answered)).toEqual(
        access === 'open' ? ['AuthenticationOk, then ErrorResponse 28000'] : [],
      );
    },
  );

  it('asks for read-only sessions, and says who it is', async () => {
    await using server = await startServer('postgresql', 'open', { port: 'usual' });
    const { sent } = await ask(server);
    expect(sent[1]).toMatch(
      /^StartupMessage user=postgres database=postgres application_name=nightlatch%2F.* options=-c default_transaction_read_only=on$/,
    );
    expect(sent.filter((line) => line === 'Terminate')).toHaveLength(2);
  });
});

describe('what answers as PostgreSQL does', () => {
  const startup = (answer: (user: string) => Buffer | undefined) => ({
    startup: (parameters: ReadonlyMap<string, string>) => answer(parameters.get('user') ?? ''),
    query: () => answerOf('postgres', '127.0.0.1', 't', '3'),
  });
  const known = (answer: Buffer, stranger: Buffer) =>
    startup((user) => (user === 'postgres' ? answer : stranger));
  const refused = Buffer.concat([authentication(0), failure('28000', 'role "x" does not exist')]);

  it.each([
    {
      name: 'lets in any name',
      script: startup(() => session(REAL)),
      access: 'decoy',
      product: null,
    },
    {
      name: 'asks the random name for a password',
      script: known(session(REAL), authentication(10, 'SCRAM-SHA-256\0\0')),
      access: 'open',
      product: 'postgresql',
    },
    {
      name: 'trusts a name that does not exist',
      script: startup(() => refused),
      access: 'identified',
      product: 'postgresql',
    },
    {
      name: 'is full',
      script: startup(() => failure('53300', 'sorry, too many clients already')),
      access: 'unknown',
      product: 'postgresql',
    },
    {
      name: 'is starting up',
      script: startup(() => failure('57P03', 'the database system is starting up')),
      access: 'unknown',
      product: 'postgresql',
    },
    {
      name: 'wants a client certificate',
      script: startup(() => failure('28000', 'connection requires a valid client certificate')),
      access: 'protected',
      product: 'postgresql',
    },
    {
      name: 'wants GSSAPI',
      script: startup(() => authentication(7)),
      access: 'protected',
      product: 'postgresql',
    },
    {
      name: 'rejects our address in German',
      script: startup(() =>
        failure('28000', 'kein pg_hba.conf-Eintrag für Host »192.0.2.7«, Benutzer »postgres«'),
      ),
      access: 'denied',
      product: 'postgresql',
      seenAs: '192.0.2.7',
    },
    {
      name: 'is a pooler with tenants',
      script: startup(() => failure('XX000', 'Tenant or user not found')),
      access: 'identified',
      product: 'postgresql',
    },
    // https://github.com/cockroachdb/cockroach/blob/master/pkg/sql/pgwire/server.go
    {
      name: 'is CockroachDB in secure mode',
      script: startup(() =>
        failure('08P01', 'node is running secure mode, SSL connection required'),
      ),
      access: 'tls-only',
      product: 'cockroachdb',
    },
    {
      name: 'is CockroachDB in insecure mode',
      script: known(
        session({ server_version: '13.0.0', crdb_version: 'CockroachDB CCL v23.1.11' }),
        failure('28000', 'no'),
      ),
      access: 'open',
      product: 'cockroachdb',
      version: '23.1.11',
    },
  ])('$name', async ({ name: _name, script, ...expected }) => {
    await using fake = await fakePostgres(script);
    const seen = await ask(fake);
    expect(seen).toMatchObject({ ...expected, undeclared: 0 });
    expect(seen.connections).toBeLessThanOrEqual(8);
  });

  // https://github.com/ClickHouse/ClickHouse/blob/master/src/Server/PostgreSQLHandler.cpp
  it.each([
    {
      name: 'open',
      answer: session({ server_version: '24.8.4.13', DateStyle: 'ISO' }),
      access: 'open',
      version: '24.8.4.13',
    },
    { name: 'with a password', answer: authentication(3), access: 'protected', version: null },
  ])('ClickHouse hangs up on postgres: $name', async ({ answer, access, version }) => {
    await using fake = await fakePostgres({
      ...startup((user) => (user === 'default' ? answer : undefined)),
      query: () => answerOf('default', '4'),
    });
    expect(await ask(fake)).toMatchObject({
      product: 'clickhouse',
      access,
      version,
      undeclared: 0,
    });
  });

  it('AuthenticationOk alone is no session', async () => {
    await using fake = await fakePostgres(startup(() => authentication(0)));
    expect(await ask({ ...fake, limits: { answer: 300 } })).toMatchObject({ access: 'unknown' });
  });

  it('a query that is refused is said', async () => {
    const query = (): Buffer =>
      Buffer.concat([failure('42501', 'permission denied'), message('Z', 'I')]);
    await using fake = await fakePostgres({ ...known(session(REAL), refused), query });
    const seen = await ask(fake);
    expect(seen).toMatchObject({ access: 'open', grants: 'metadata' });
    expect(seen.proof.at(-1)?.answered).toBe('ErrorResponse 42501');
  });

  it('the database postgres was dropped', async () => {
    const dropped = Buffer.concat([
      authentication(0),
      failure('3D000', 'database "postgres" does not exist'),
    ]);
    await using fake = await fakePostgres({
      startup: (parameters) =>
        parameters.get('user') === 'postgres'
          ? parameters.get('database') === 'template1'
            ? session(REAL)
            : dropped
          : refused,
      query: () => answerOf('postgres', null, 'f', '2'),
    });
    expect(await ask(fake)).toMatchObject({ access: 'open', grants: 'read' });
  });

  it('an answer with more behind it is not believed', async () => {
    await using fake = await fakePostgres({ ssl: 'Sorry, what?', startup: () => undefined });
    expect(await ask(fake)).toMatchObject({ product: null });
  });

  it('an error in place of the one byte is followed by a session in clear text', async () => {
    await using fake = await fakePostgres({
      ...startup(() => authentication(10, 'SCRAM-SHA-256\0\0')),
      ssl: failure('08P01', 'no'),
    });
    expect(await ask(fake)).toMatchObject({
      access: 'protected',
      authMethods: ['scram'],
      plaintext: true,
    });
  });
});
