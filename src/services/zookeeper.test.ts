import { describe, expect, it, vi } from 'vitest';
import { ask as dialAndAsk, dial } from '../../lab/dial.ts';
import { startServer } from '../../lab/index.ts';
import { withServers } from '../../lab/testing.ts';
import { ask } from '../../test/ask.ts';
import { listen } from '../../test/fakes/listen.ts';
import { looksAtRealServers } from '../../test/real-servers.ts';

const version = expect.stringMatching(/^3\.\d+\.\d+$/) as string;
const zookeeper = {
  product: 'zookeeper',
  protocol: 'zookeeper',
  version,
  plaintext: true,
} as const;
const open = { ...zookeeper, access: 'open', grants: 'read-write', authMethods: ['none'] } as const;

looksAtRealServers(
  'zookeeper',
  {
    open,
    restricted: open,
    acl: { ...zookeeper, access: 'protected' },
    login: { ...zookeeper, access: 'protected' },
    tls: { ...open, plaintext: null },
  },
  (asked) => {
    if (asked.access === 'open')
      expect(asked.control).toEqual([
        { asked: 'getChildren of a node that does not exist', answered: 'error NoNode' },
      ]);
  },
);

withServers('zookeeper')('a look at ZooKeeper', () => {
  it('leaves neither a session nor a node behind', async () => {
    await using server = await startServer('zookeeper', 'open');
    const word = async (text: string): Promise<string> =>
      (await dialAndAsk(dial(server.address, server.port), text, () => false)).toString();
    const nodes = /Node count: \d+/.exec(await word('srvr'))?.[0];
    expect((await ask(server)).access).toBe('open');
    expect(/Node count: \d+/.exec(await word('srvr'))?.[0]).toBe(nodes);
    // The server closes it a moment after we left.
    await vi.waitFor(
      async () => expect(await word('dump')).toMatch(/Session Sets \(\d+\)\/\(0\)/),
      3000,
    );
  });
});

const SRVR =
  'Zookeeper version: 3.4.14-4c25d480e66a, built on 03/06/2019 16:18 GMT\nMode: standalone\n';
const SESSION = `00000025${'00'.repeat(4)}00000fa0${'11'.repeat(8)}00000010${'22'.repeat(16)}00`;
const NO_SESSION = `00000025${'00'.repeat(8)}${'00'.repeat(8)}00000010${'00'.repeat(16)}00`;
const reply = (xid: number, error: number, body = ''): string =>
  [16 + body.length / 2, xid, 0, 0, error]
    .map((each) => (each >>> 0).toString(16).padStart(8, '0'))
    .join('') + body;

describe('what answers srvr as ZooKeeper does', () => {
  it.each([
    { name: 'has no quorum', word: 'This ZooKeeper instance is not currently serving requests\n' },
    { name: 'grants no session', session: NO_SESSION },
    { name: 'hangs up on a session', session: '' },
    { name: 'fails at the root', session: SESSION, replies: [reply(1, -5)] },
    {
      name: 'lists what does not exist',
      session: SESSION,
      replies: [reply(1, 0, '00000000'), reply(2, 0, '00000000'), reply(3, 0, '00000000')],
      expected: { access: 'decoy', product: null },
    },
    {
      name: 'lets everybody read, and no more',
      session: SESSION,
      replies: [
        reply(1, 0, '0000000100000001' + '61'),
        reply(2, 0, '000000010000000100000005776f726c6400000006616e796f6e65'),
        reply(3, -101),
      ],
      expected: { access: 'open', grants: 'read', version: '3.4.14' },
    },
  ])('and $name', async ({ word = SRVR, session = '', replies = [], expected }) => {
    await using fake = await listen((socket) => {
      let connected = false;
      socket.on('data', (chunk: Buffer) => {
        // As the real one does it waits for the rest of what began with a length.
        if (chunk.length === 8) return;
        if (chunk.toString() === 'srvr') socket.end(word);
        else if (chunk.length === 49) {
          connected = true;
          if (session === '') socket.end();
          else socket.write(Buffer.from(session, 'hex'));
        } else if (connected) socket.end(Buffer.from(replies.join(''), 'hex'));
        else socket.destroy();
      });
    });
    const seen = await ask(fake);
    expect(seen).toMatchObject(expected ?? { access: 'unknown', product: 'zookeeper' });
    // Neither the number of the session nor its password is told.
    expect(JSON.stringify(seen)).not.toMatch(/1{8}|2{8}/);
  });
});
