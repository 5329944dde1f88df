import { describe, expect, it } from 'vitest';
import { ask } from '../../test/ask.ts';
import { listen } from '../../test/fakes/listen.ts';
import { looksAtRealServers } from '../../test/real-servers.ts';

const open = {
  product: 'redis',
  access: 'open',
  grants: 'read-write',
  authMethods: ['none'],
  plaintext: true,
} as const;

looksAtRealServers(
  'redis',
  {
    open: { ...open, version: expect.stringMatching(/^7\./) as string },
    password: {
      product: 'redis',
      access: 'protected',
      version: null,
      authMethods: ['password'],
      plaintext: true,
    },
    tls: {
      product: 'redis',
      access: 'open',
      version: expect.stringMatching(/^7\./) as string,
      tls: expect.objectContaining({ offered: true }) as never,
    },
    'tls-password': { product: 'redis', access: 'protected' },
    mtls: { access: 'tls-only', plaintext: false, authMethods: ['client-certificate'] },
    acl: { product: 'redis', access: 'partial', grants: 'metadata' },
    renamed: open,
  },
  ({ access, control, plaintext }, state) => {
    if (access === 'open') expect(control).toHaveLength(1);
    if (state.startsWith('tls')) expect(plaintext).not.toBe(true);
  },
);

looksAtRealServers('valkey', {
  open: { ...open, product: 'valkey', version: '8.0.1' },
  password: { access: 'protected', authMethods: ['password'] },
});

describe('answers of Redis that a client on the same machine does not get', () => {
  const answering = (text: string) =>
    listen((socket) =>
      socket.on('data', (chunk: Buffer) => {
        if (chunk.includes('PING')) socket.end(text);
      }),
    );

  it('protected mode refuses our address', async () => {
    await using fake = await answering(
      '-DENIED Redis is running in protected mode because protected mode is enabled and no password is set for the default user.\r\n',
    );
    expect(await ask(fake)).toMatchObject({ product: 'redis', access: 'denied', undeclared: 0 });
  });

  it('no room is no verdict', async () => {
    await using fake = await answering('-ERR max number of clients reached\r\n');
    expect(await ask(fake)).toMatchObject({ product: 'redis', access: 'unknown' });
  });

  it('one that asks for a password and says no more is protected', async () => {
    await using fake = await answering('-NOAUTH Authentication required.\r\n');
    expect(await ask(fake)).toMatchObject({ product: 'redis', access: 'protected' });
  });

  it('a server that takes any verb is a decoy', async () => {
    await using fake = await answering(
      '+OK\r\n+PONG\r\n$21\r\nredis_version:7.2.4\r\n\r\n:3\r\n+OK\r\n+OK\r\n',
    );
    expect(await ask(fake)).toMatchObject({ access: 'decoy' });
  });
});
