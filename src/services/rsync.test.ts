import { describe, expect, it } from 'vitest';
import { startServer } from '../../lab/index.ts';
import { withServers } from '../../lab/testing.ts';
import { ask } from '../../test/ask.ts';
import { listen } from '../../test/fakes/listen.ts';

const REFUSED = [
  { asked: 'a module that does not exist', answered: '@ERROR: unknown module' },
] as const;

const EXPECTED = [
  { state: 'open', access: 'open', grants: 'read', methods: ['none'], connections: 3 },
  {
    state: 'password',
    access: 'protected',
    grants: null,
    methods: ['sha2-challenge'],
    connections: 3,
  },
  { state: 'denied', access: 'denied', grants: null, methods: [], connections: 3 },
  {
    state: 'mixed',
    access: 'open',
    grants: 'read',
    methods: ['none', 'sha2-challenge'],
    connections: 5,
  },
] as const;

withServers('rsync')('a real rsync daemon', () => {
  it.each(
    EXPECTED.flatMap((each) => (['usual', 'odd'] as const).map((port) => ({ ...each, port }))),
  )('$state on its $port port', async ({ state, port, access, grants, methods, connections }) => {
    await using server = await startServer('rsync', state, { port });
    const seen = await ask(server);
    expect(seen).toMatchObject({ product: 'rsync', protocol: 'rsync', access, grants });
    expect(seen.authMethods).toEqual(methods);
    expect(seen.control).toEqual(REFUSED);
    expect(seen.proof.length).toBe(connections - 2);
    expect(seen.plaintext).toBe(true);
    expect(seen.undeclared).toBe(0);
    expect(seen.connections).toBe(connections);
    expect(JSON.stringify({ ...seen, sent: [] })).not.toContain('backup');
    if (state === 'denied') expect(seen.seenAs).toBe('127.0.0.1');
  });
});

/** A daemon of words: it greets, and answers what comes by what it is asked for. */
function daemon(answers: (request: string) => string, greeting = '@RSYNCD: 31.0\n') {
  return listen((socket) => {
    socket.write(greeting);
    socket.on('data', (chunk: Buffer) => {
      socket.end(answers(chunk.toString().split('\n')[1] ?? ''));
    });
  });
}

describe('what looks like an rsync daemon', () => {
  it('lets anybody into anything', async () => {
    await using fake = await daemon((asked) =>
      asked === '#list' ? 'a\t\n@RSYNCD: EXIT\n' : '@RSYNCD: OK\n',
    );
    expect(await ask(fake)).toMatchObject({ access: 'decoy', grants: null, connections: 3 });
  });

  it('has more modules than we have connections', async () => {
    await using fake = await daemon((asked) => {
      if (asked === '#list') return `${'m\t\n'.repeat(40)}@RSYNCD: EXIT\n`;
      return asked === 'm' ? '@RSYNCD: AUTHREQD abc\n' : "@ERROR: Unknown module 'x'\n";
    });
    const seen = await ask(fake);
    expect(seen).toMatchObject({ access: 'protected', authMethods: ['md5'], connections: 8 });
    expect(seen.reason).toContain('34 were not asked');
    expect(JSON.stringify(seen)).not.toContain('abc');
  });

  it.each([
    ['lists nothing', '@RSYNCD: EXIT\n', 'identified'],
    ['is full', '@ERROR: max connections (4) reached -- try again later\n', 'unknown'],
    ['names only what may not be sent', '#list\t\n@RSYNCD: EXIT\n', 'unknown'],
  ])('%s', async (_name, answer, access) => {
    await using fake = await daemon(() => answer);
    const seen = await ask(fake);
    expect(seen).toMatchObject({ product: 'rsync', access, proof: [], connections: 1 });
  });

  it('does not answer', async () => {
    await using fake = await listen((socket) => socket.write('@RSYNCD: 31.0\n'));
    expect(await ask({ ...fake, limits: { answer: 200 } })).toMatchObject({
      protocol: 'rsync',
      access: 'unknown',
    });
  });
});
