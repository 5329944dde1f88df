import { describe, expect, it } from 'vitest';
import { startServer } from '../../lab/index.ts';
import { withServers } from '../../lab/testing.ts';
import { ask } from '../../test/ask.ts';
import {
  databases,
  double,
  failed,
  int,
  mongod,
  ok,
  text,
  type Answer,
  type Mongod,
} from '../../test/fakes/mongod.ts';

const STATES = [
  { state: 'open', access: 'open' },
  { state: 'password', access: 'protected' },
  { state: 'tls', access: 'open' },
  { state: 'tls-password', access: 'protected' },
] as const;

const MOST = { usual: 3, odd: 8 } as const;

withServers('ferretdb')('a real FerretDB', () => {
  it.each(STATES.flatMap((each) => (['usual', 'odd'] as const).map((port) => ({ ...each, port }))))(
    '$state on its $port port',
    async ({ state, port, access }) => {
      await using server = await startServer('ferretdb', state, { port });
      const seen = await ask(server);
      expect(seen).toMatchObject({
        product: 'ferretdb',
        protocol: 'mongodb',
        version: '1.24.2',
        access,
      });
      expect(seen.seenAs).toBe('127.0.0.1');
      expect(seen.undeclared).toBe(0);
      expect(seen.connections).toBeLessThanOrEqual(MOST[port]);
      expect(seen.control).toEqual([
        { asked: 'a command that does not exist', answered: 'code 59 CommandNotFound' },
      ]);
      const listed = access === 'open' ? 'ok 1, a list of databases' : 'code 13 Unauthorized';
      expect(seen.proof[0]).toEqual({ asked: 'listDatabases, names only', answered: listed });
      expect(seen.tls?.offered ?? false).toBe(state.startsWith('tls'));
      expect(seen.plaintext).toBe(!state.startsWith('tls'));
    },
  );
});

const BUILD = ok(text('version', '8.0.4'));
const PARAMETER = ok(text('authenticationMechanisms', 'SCRAM-SHA-256'));
const BEFORE_LOGIN = {
  hello: ok(int('maxWireVersion', 25)),
  isMaster: ok(),
  buildInfo: BUILD,
  whatsmyuri: ok(text('you', '[::1]:50000')),
};
const needsLogin = (command: string): Answer =>
  failed(13, 'Unauthorized', `Command ${command} requires authentication`);
const noRight = (command: string): Answer =>
  failed(
    13,
    'Unauthorized',
    `not authorized on admin to execute command { ${command}: 1, $db: "admin" }`,
  );

const ANSWERS: readonly { name: string; access: string; server: Mongod; expected?: object }[] = [
  {
    name: 'without access control',
    access: 'open',
    server: {
      commands: {
        ...BEFORE_LOGIN,
        listDatabases: databases('admin', 'shop'),
        getParameter: PARAMETER,
      },
    },
    expected: { version: '8.0.4', grants: 'admin', seenAs: '::1' },
  },
  {
    name: 'with nothing in it',
    access: 'open',
    server: { commands: { ...BEFORE_LOGIN, listDatabases: databases(), getParameter: PARAMETER } },
  },
  {
    name: 'with access control',
    access: 'protected',
    server: {
      commands: {
        ...BEFORE_LOGIN,
        listDatabases: needsLogin('listDatabases'),
        getParameter: needsLogin('getParameter'),
      },
    },
  },
  {
    name: 'that wants a log-in for its version too',
    access: 'protected',
    server: {
      commands: {
        hello: ok(),
        listDatabases: needsLogin('listDatabases'),
        buildInfo: needsLogin('buildInfo'),
      },
    },
    expected: { version: null },
  },
  {
    name: 'with a list that is filtered to nothing',
    access: 'protected',
    server: {
      commands: {
        ...BEFORE_LOGIN,
        listDatabases: databases(),
        getParameter: needsLogin('getParameter'),
      },
    },
  },
  {
    name: 'with access control and no user yet',
    access: 'unclaimed',
    server: {
      commands: {
        ...BEFORE_LOGIN,
        listDatabases: databases(),
        getParameter: noRight('getParameter'),
      },
    },
  },
  {
    name: 'that lists and refuses the rest',
    access: 'partial',
    server: {
      commands: {
        ...BEFORE_LOGIN,
        listDatabases: databases('shop'),
        getParameter: noRight('getParameter'),
      },
    },
  },
  {
    name: 'whose empty list stands alone',
    access: 'identified',
    server: { commands: { ...BEFORE_LOGIN, listDatabases: databases() } },
  },
  {
    name: 'that is not ready',
    access: 'unknown',
    server: {
      commands: {
        ...BEFORE_LOGIN,
        listDatabases: failed(13_436, 'NotPrimaryOrSecondary', 'node is recovering'),
      },
    },
    expected: { reason: 'It did not list its databases: code 13436.' },
  },
  {
    name: 'that says yes to everything',
    access: 'decoy',
    server: { decoy: true, commands: { ...BEFORE_LOGIN, listDatabases: databases('shop') } },
    expected: { product: null },
  },
  {
    name: 'before 3.6, open',
    access: 'open',
    server: {
      old: true,
      commands: {
        isMaster: ok(),
        buildInfo: ok(text('version', '3.4.24')),
        listDatabases: databases('local'),
      },
    },
    expected: { version: '3.4.24' },
  },
  {
    name: 'before 2.6, with access control',
    access: 'protected',
    server: {
      old: true,
      commands: {
        isMaster: ok(),
        buildInfo: ok(text('version', '2.4.14')),
        listDatabases: [text('errmsg', 'need to login'), double('ok', 0)],
      },
    },
  },
];

describe('a mongod, from documented answers', () => {
  it.each(ANSWERS)('$name is $access', async ({ access, server, expected }) => {
    await using fake = await mongod(server);
    const seen = await ask(fake);
    expect(seen).toMatchObject({ product: 'mongodb', protocol: 'mongodb', access, ...expected });
    expect(seen.undeclared).toBe(0);
    expect(seen.connections).toBeLessThanOrEqual(8);
  });

  it('is told by its answer to a GET', async () => {
    await using fake = await mongod({
      commands: { ...BEFORE_LOGIN, listDatabases: databases('admin') },
    });
    const { sent, connections } = await ask(fake);
    expect(sent.slice(0, 3)).toEqual(['TLS ClientHello', 'GET /', 'hello admin client']);
    expect(connections).toBe(3);
  });
});
