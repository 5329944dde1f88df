import { describe, expect, it } from 'vitest';
import { startServer } from '../../lab/index.ts';
import { withServers } from '../../lab/testing.ts';
import { ask } from '../../test/ask.ts';
import { listen } from '../../test/fakes/listen.ts';

const EXPECTED = [
  { state: 'open', access: 'open', grants: 'admin', methods: ['none'], plaintext: true },
  {
    state: 'password',
    access: 'protected',
    grants: null,
    methods: ['cleartext'],
    plaintext: true,
  },
  { state: 'tls', access: 'open', grants: 'admin', methods: ['none'], plaintext: false },
] as const;

const MOST = { usual: 3, odd: 8 } as const;

withServers('neo4j')('a real Neo4j', () => {
  it.each(
    EXPECTED.flatMap((each) => (['usual', 'odd'] as const).map((port) => ({ ...each, port }))),
  )('$state on its $port port', async ({ state, port, access, grants, methods, plaintext }) => {
    await using server = await startServer('neo4j', state, { port });
    const seen = await ask(server);
    expect(seen).toMatchObject({
      product: 'neo4j',
      protocol: 'bolt',
      access,
      grants,
      plaintext,
      undeclared: 0,
    });
    expect(seen.version).toMatch(/^5\.\d+/);
    expect(seen.authMethods).toEqual(methods);
    expect(seen.control.length).toBe(access === 'open' ? 1 : 0);
    expect(seen.connections).toBeLessThanOrEqual(MOST[port]);
    if (state !== 'password' || port !== 'usual') return;

    const after = await ask({ ...server, accounts: 'default' });
    expect(after).toMatchObject({ access: 'default-password', grants: 'admin', undeclared: 0 });
    expect(after.control).toEqual([
      {
        asked: 'log-in under a random name',
        answered: 'FAILURE Neo.ClientError.Security.Unauthorized',
      },
    ]);
  });
});

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const HANDSHAKE = '6060b017';
/** SUCCESS {server: NAME}, SUCCESS {}, RECORD [1], FAILURE {code: …}. */
const success = (server: string): Buffer => {
  const text = Buffer.from(server);
  return Buffer.concat([
    hex('00'),
    Buffer.of(12 + text.length),
    hex('b170a186736572766572 d0'),
    Buffer.of(text.length),
    text,
    hex('0000'),
  ]);
};
const DONE = hex('0003 b170a0 0000');
const RECORD = hex('0004 b1719101 0000');

/** Takes a version, and then answers each message with the next of these. */
function playing(version: string, answers: readonly Buffer[]) {
  return listen((socket) => {
    let next = -1;
    socket.on('data', (chunk: Buffer) => {
      if (chunk.subarray(0, 4).toString('hex') === HANDSHAKE) socket.write(hex(version));
      else if (next >= 0 && answers[next]) socket.write(answers[next] ?? '');
      else socket.end();
      next += 1;
    });
  });
}

describe('what speaks Bolt', () => {
  it.each([
    {
      name: 'Neo4j 3.5, whose greeting is the log-in',
      version: '00000003',
      answers: [
        success('Neo4j/3.5.35'),
        Buffer.concat([DONE, RECORD, DONE]),
        hex('0002 b07f 0000'),
      ],
      expected: { product: 'neo4j', version: '3.5.35', access: 'open' },
    },
    {
      name: 'something that calls any procedure',
      version: '00000004',
      answers: [success('Neo4j/4.0.0'), Buffer.concat([DONE, RECORD, DONE]), DONE],
      expected: { access: 'decoy', grants: null },
    },
    {
      name: 'Memgraph',
      version: '00000404',
      answers: [
        success('Neo4j/v5.11.0 compatible graph database server - Memgraph'),
        hex('0002 b07f 0000'),
      ],
      expected: { product: null, version: null, access: 'identified' },
    },
    {
      name: 'something that ignores the greeting',
      version: '00000404',
      answers: [hex('0002 b07e 0000')],
      expected: { access: 'unknown' },
    },
  ])('$name', async ({ version, answers, expected }) => {
    await using fake = await playing(version, answers);
    expect(await ask(fake)).toMatchObject({ protocol: 'bolt', undeclared: 0, ...expected });
  });
});
