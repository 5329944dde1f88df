import { describe, expect, it } from 'vitest';
import { ask as askRaw, dial } from '../../lab/dial.ts';
import { LAB_PASSWORD, startServer, type LabServer } from '../../lab/index.ts';
import { withServers } from '../../lab/testing.ts';
import { ask } from '../../test/ask.ts';
import { asked as asLent } from '../../test/ask-lent.ts';
import { canaries } from '../../test/canaries.ts';
import { listen } from '../../test/fakes/listen.ts';
import { encodeCqlLogIn, encodeCqlQuery, encodeCqlStartup } from '../protocols/cql.ts';

const cassandra = { product: 'cassandra', protocol: 'cql', undeclared: 0 } as const;
const version = expect.stringMatching(/^\d+\.\d+\.\d+/) as string;
const noTable = { asked: 'a table that does not exist', answered: 'error Invalid' };
const HEADER = 9;
const RESULT = 8;
const MOST = { usual: 3, odd: 8 } as const;

/** As an owner would, each statement on a connection of its own. */
async function define(
  { address, port }: LabServer,
  statements: readonly string[],
  logIn: readonly Buffer[] = [],
): Promise<void> {
  for (const statement of statements) {
    const connection = dial(address, port);
    const left = [...logIn, encodeCqlQuery(4, statement)];
    connection.on('data', () => {
      const request = left.shift();
      if (request) connection.write(request);
    });
    const isResult = (sofar: Buffer): boolean => operations(sofar).at(logIn.length + 1) === RESULT;
    const answer = await askRaw(connection, encodeCqlStartup(4, 'lab'), isResult, 20_000);
    expect([statement, operations(answer).at(-1)]).toEqual([statement, RESULT]);
  }
}

/** Of the whole frames in it, in order. */
function operations(answer: Buffer): number[] {
  const found: number[] = [];
  let at = 0;
  while (answer.length >= at + HEADER) {
    found.push(answer.readUInt8(at + 4));
    at += HEADER + answer.readUInt32BE(at + 5);
  }
  return found;
}

withServers('cassandra')('a real Cassandra', () => {
  it.each(['usual', 'odd'] as const)('open, on its %s port', async (port) => {
    await using server = await startServer('cassandra', 'open', { port });
    const seen = await ask(server);
    expect(seen).toMatchObject({ ...cassandra, version, access: 'open', grants: 'admin' });
    expect(seen.control).toEqual([noTable]);
    expect(seen.connections).toBeLessThanOrEqual(MOST[port]);
    expect(JSON.stringify(seen)).not.toContain('system_auth');
    if (port === 'odd') return;
    await define(server, [
      "CREATE KEYSPACE app WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}",
      'CREATE TABLE app.messages (id int PRIMARY KEY, user_email text, tags list<text>)',
    ]);
    const { inventory, undeclared } = await ask({ ...server, inventory: 'sample' });
    expect(undeclared).toBe(0);
    expect(inventory?.items).toMatchObject([
      {
        kind: 'table',
        name: 'app.messages',
        fields: expect.arrayContaining([{ name: 'tags', type: 'list<text>' }]),
        classes: [expect.objectContaining({ class: 'personal', kind: 'email', sampled: 0 })],
      },
    ]);
  });

  // Here it offers TLS as well: on an odd port that is what answers first.
  it.each(['usual', 'odd'] as const)('with a password, on its %s port', async (port) => {
    await using server = await startServer('cassandra', 'password', { port });
    const seen = await ask(server);
    const asked = {
      ...cassandra,
      version: null,
      authMethods: ['cleartext'],
      plaintext: true,
      says: { authenticator: 'org.apache.cassandra.auth.PasswordAuthenticator' },
    };
    expect(seen).toMatchObject({ ...asked, access: 'protected' });
    expect(seen.tls?.offered ?? false).toBe(port === 'odd');
    expect(seen.connections).toBeLessThanOrEqual(MOST[port]);
    const withLeave = await ask({ ...server, accounts: 'default' });
    expect(withLeave).toMatchObject({ ...asked, version, access: 'default-password' });
    expect(withLeave.control).toEqual([
      { asked: 'log-in under a random name', answered: 'error Bad credentials' },
    ]);
    expect(withLeave.sent).toContain('AUTH_RESPONSE cassandra');
    if (port === 'odd') return;
    await define(
      server,
      [
        "CREATE KEYSPACE app WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}",
        'CREATE TABLE app.messages (id int PRIMARY KEY, user_email text)',
        `CREATE ROLE reader WITH PASSWORD = '${LAB_PASSWORD}' AND LOGIN = true`,
      ],
      [encodeCqlLogIn(4, 'cassandra', 'cassandra')],
    );
    const lent = await asLent(server, 'reader', LAB_PASSWORD);
    expect(lent).toMatchObject({
      access: 'protected',
      credential: { outcome: 'used', canWrite: null },
      inventory: { items: [{ kind: 'table', name: 'app.messages' }] },
    });
    expect(lent.sent).toContain('AUTH_RESPONSE {account}');
    const wrong = await asLent(server, 'reader', canaries.password);
    expect(wrong.credential).toEqual({ outcome: 'refused', canWrite: null });
  });
});

const frame = (opcode: number, body: string): Buffer =>
  Buffer.concat([
    Buffer.of(0x84, 0, 0, 0, opcode, 0, 0, 0, body.length / 2),
    Buffer.from(body, 'hex'),
  ]);
const text = (value: string): string =>
  value.length.toString(16).padStart(4, '0') + Buffer.from(value).toString('hex');
const error = (code: string): Buffer => frame(0, `${code}${text('no')}`);
const SUPPORTED = frame(6, `0001${text('CQL_VERSION')}0001${text('3.4.7')}`);
const SCYLLA = frame(6, `0001${text('SCYLLA_SHARD')}0001${text('0')}`);
const READY = frame(2, '');
const rows = (value: string): Buffer => {
  const column = `${text('system')}${text('local')}${text('name')}000d`;
  const cell = `000000${value.length.toString(16).padStart(2, '0')}${Buffer.from(value).toString('hex')}`;
  return frame(8, `000000020000000100000001${column}00000001${cell}`);
};
const INVALID = error('00002200');

describe('what speaks as Cassandra does', () => {
  it.each([
    {
      name: 'ScyllaDB',
      answers: [SCYLLA, READY, rows('3.0.8'), rows('system'), INVALID],
      expected: { product: 'scylladb', access: 'open', version: '3.0.8' },
    },
    {
      name: 'an older server, without system_schema',
      answers: [SUPPORTED, READY, rows('2.2.19'), INVALID, INVALID],
      expected: { product: 'cassandra', access: 'open', version: '2.2.19' },
    },
    {
      name: 'a server that keeps its names',
      answers: [SUPPORTED, READY, rows('4.1.0'), error('00002100'), INVALID],
      expected: { product: 'cassandra', access: 'partial' },
    },
    {
      name: 'a server that answers no query',
      answers: [SUPPORTED, READY, error('00001001'), error('00001001'), error('00001001')],
      expected: { product: 'cassandra', access: 'unknown' },
    },
    {
      name: 'a server that is starting',
      answers: [SUPPORTED, error('00001002')],
      expected: { product: 'cassandra', access: 'unknown' },
    },
    {
      name: 'a decoy',
      answers: [SUPPORTED, READY, rows('4.1.0'), rows('system'), rows('x')],
      expected: { product: null, access: 'decoy' },
    },
    {
      name: 'a server of another version of the protocol',
      answers: [error('0000000a'), error('0000000a')],
      expected: { product: 'cassandra', access: 'identified' },
    },
  ])('$name', async ({ answers, expected }) => {
    const left = [...answers];
    await using fake = await listen((socket) => {
      socket.on('data', (chunk: Buffer) => {
        // To another protocol it says which versions of its own it knows.
        const isOurs = chunk[0] === 3 || chunk[0] === 4;
        const other = frame(0, `0000000a${text('Invalid or unsupported protocol version (22)')}`);
        socket.write(isOurs ? (left.shift() ?? INVALID) : other);
      });
    });
    expect(await ask(fake)).toMatchObject({ protocol: 'cql', undeclared: 0, ...expected });
  });
});
