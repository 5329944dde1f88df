import { describe, expect, it } from 'vitest';
import { startServer } from '../../lab/index.ts';
import { withServers } from '../../lab/testing.ts';
import { ask } from '../../test/ask.ts';
import { listen } from '../../test/fakes/listen.ts';
import { SMB_ANSWERS } from '../../test/fakes/smb-answers.ts';

const EXPECTED = [
  { state: 'open', access: 'open', grants: 'read', methods: ['none'] },
  { state: 'writable', access: 'open', grants: 'read-write', methods: ['none'] },
  { state: 'password', access: 'partial', grants: 'metadata', methods: ['none', 'other'] },
  { state: 'restricted', access: 'protected', grants: null, methods: ['other'] },
] as const;

const MOST = { usual: 3, odd: 8 } as const;

withServers('samba')('a real Samba', () => {
  it.each(
    EXPECTED.flatMap((each) => (['usual', 'odd'] as const).map((port) => ({ ...each, port }))),
  )('$state on its $port port', async ({ state, port, access, grants, methods }) => {
    await using server = await startServer('samba', state, { port });
    const seen = await ask(server);
    expect(seen).toMatchObject({ product: 'smb', protocol: 'smb', access, grants, undeclared: 0 });
    expect(seen.authMethods).toEqual(methods);
    expect(seen.says).toEqual({ dialect: '3.1.1', signing: 'enabled' });
    expect(seen.control).toEqual([
      { asked: 'a share that does not exist', answered: 'status 0xC00000CC' },
    ]);
    expect(seen.connections).toBeLessThanOrEqual(MOST[port]);
    expect(JSON.stringify({ ...seen, sent: [] })).not.toMatch(/public|closed|backup\.sql/);
  });
});

/** Answers in order, whatever is asked, each under the number of the request. */
function player(answers: readonly Buffer[]) {
  return listen((socket) => {
    let next = 0;
    socket.on('data', (chunk: Buffer) => {
      // Samba waits for the rest of whatever else it is told.
      if (chunk.toString('latin1', 4, 8) !== '\u00feSMB') return;
      const answer = answers[next];
      next += 1;
      if (answer) socket.write(answer);
    });
  });
}

function withStatus(answer: Buffer, status: number): Buffer {
  const bytes = Buffer.from(answer);
  bytes.writeUInt32LE(status, 4 + 8);
  return bytes;
}

const { negotiated, challenge, session, pipes, pipe, bound, shares, tree, folder, names } =
  SMB_ANSWERS;
const LISTED = [negotiated, challenge, session, pipes, pipe, bound, shares];

describe('what speaks SMB', () => {
  it.each([
    ['takes no dialect of ours', [withStatus(negotiated, 0xc00000bb)], 'identified'],
    [
      'refuses a session without a name, as Windows does with its defaults',
      [negotiated, challenge, withStatus(session, 0xc0000022)],
      'protected',
    ],
    ['has no room', [negotiated, withStatus(challenge, 0xc00000d0)], 'unknown'],
    ['connects to anything', [...LISTED, tree, folder, names, tree, folder, names, tree], 'decoy'],
    ['hangs', [negotiated, challenge], 'unknown'],
  ] as const)('%s', async (_name, answers, access) => {
    await using fake = await player(answers);
    const seen = await ask({ ...fake, limits: { answer: 400 } });
    expect(seen).toMatchObject({ protocol: 'smb', access, grants: null, undeclared: 0 });
  });
});
