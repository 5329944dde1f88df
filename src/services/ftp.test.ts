import { describe, expect, it } from 'vitest';
import { startServer } from '../../lab/index.ts';
import { withServers } from '../../lab/testing.ts';
import { ask } from '../../test/ask.ts';
import { listen } from '../../test/fakes/listen.ts';

const EXPECTED = [
  { state: 'open', access: 'passwordless', grants: 'read', tls: false, plaintext: true },
  { state: 'password', access: 'protected', grants: null, tls: false, plaintext: true },
  { state: 'empty', access: 'passwordless', grants: 'metadata', tls: false, plaintext: true },
  { state: 'tls', access: 'passwordless', grants: 'read', tls: true, plaintext: true },
  { state: 'ftps', access: 'passwordless', grants: 'read', tls: true, plaintext: null },
] as const;

withServers('vsftpd')('a real vsftpd', () => {
  it.each(
    EXPECTED.flatMap((each) => (['usual', 'odd'] as const).map((port) => ({ ...each, port }))),
  )('$state on its $port port', async ({ state, port, access, grants, tls, plaintext }) => {
    await using server = await startServer('vsftpd', state, { port });
    const before = await ask(server);
    expect(before).toMatchObject({
      product: 'ftp',
      protocol: 'ftp',
      access: 'protected',
      authMethods: ['password'],
      plaintext,
      connections: 1,
      undeclared: 0,
    });
    expect(before.version).toMatch(/^3\.\d/);
    expect(before.tls?.offered).toBe(tls);
    expect(before.sent.filter((each) => /^(?:USER|PASS)/.test(each))).toEqual([]);

    const after = await ask({ ...server, accounts: 'empty' });
    expect(after).toMatchObject({ access, grants, undeclared: 0 });
    expect(after.control.map(({ answered }) => answered)).toEqual(
      access === 'protected' ? [] : ['530'],
    );
    expect(JSON.stringify(after)).not.toContain('backup.sql');
  });
});

/** A server of words, each command answered by its verb. */
function speaking(greeting: string, answers: Readonly<Record<string, string>>) {
  return listen((socket) => {
    socket.write(greeting);
    socket.on('data', (chunk: Buffer) => {
      const verb = chunk.toString().split(/[ \r]/)[0] ?? '';
      socket.write(answers[verb] ?? '500 What?\r\n');
    });
  });
}

const PURE =
  '220---------- Welcome to Pure-FTPd [privsep] [TLS] ----------\r\n220-Local time is now 12:00.\r\n220 Bye.\r\n';

describe('what greets with 220', () => {
  it.each([
    ['an FTP server by name', PURE, {}, 'ftp', 'identified'],
    [
      'an FTP server without one',
      '220 Welcome\r\n',
      { PWD: '530 Please log in\r\n' },
      'ftp',
      'protected',
    ],
    ['a mail server without a name', '220 Welcome\r\n', {}, null, 'identified'],
    ['a full FTP server', '421 Too many users, FTP is busy\r\n', {}, 'ftp', 'unknown'],
  ])('%s', async (_name, greeting, answers, protocol, access) => {
    await using fake = await speaking(greeting, answers);
    expect(await ask(fake)).toMatchObject({ protocol, product: protocol, access, connections: 1 });
  });

  it('lets any name in', async () => {
    await using fake = await speaking('220 FTP\r\n', {
      PWD: '530 no\r\n',
      USER: '331 yes?\r\n',
      PASS: '230 welcome\r\n',
      STAT: '213-\r\n213 End\r\n',
    });
    expect(await ask({ ...fake, accounts: 'empty' })).toMatchObject({ access: 'decoy' });
  });

  it('is left alone on a mail server’s port', async () => {
    await using fake = await listen((socket) => socket.write('220 Welcome\r\n'), {
      address: '127.92.0.25',
      port: 2525,
    });
    expect(await ask(fake)).toMatchObject({ protocol: 'smtp', access: 'identified', sent: [] });
  });
});
