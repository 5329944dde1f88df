import { describe, expect, it } from 'vitest';
import { ask } from '../../test/ask.ts';
import { listen } from '../../test/fakes/listen.ts';
import { looksAtRealServers } from '../../test/real-servers.ts';

const version = expect.stringMatching(/^\d+\.\d+\.\d+/) as string;
const nats = { product: 'nats', protocol: 'nats', version, plaintext: true } as const;
const seenAs = expect.stringMatching(/^127\./) as string;

looksAtRealServers(
  'nats-server',
  {
    open: { ...nats, access: 'open', grants: 'read', authMethods: ['none'], seenAs },
    password: { ...nats, access: 'protected', authMethods: ['cleartext'], seenAs },
    // Its greeting asks for credentials, and it lets anybody in.
    guest: { ...nats, access: 'open', grants: 'read', authMethods: ['none'] },
    limited: { ...nats, access: 'partial', grants: 'metadata' },
    tls: { ...nats, access: 'open', plaintext: false },
    mutual: { ...nats, access: 'tls-only', plaintext: false, authMethods: ['client-certificate'] },
  },
  (asked, state) => {
    expect(asked.connections).toBe(1);
    expect(asked.tls?.offered ?? false).toBe(state === 'tls' || state === 'mutual');
    if (asked.access === 'open')
      expect(asked.control).toEqual([
        { asked: 'a verb that does not exist', answered: '-ERR, Unknown Protocol Operation' },
      ]);
  },
);

const INFO = `INFO ${JSON.stringify({ server_id: 'N', version: '2.10.7', nonce: 'Hc3abc', auth_required: true })} \r\n`;

describe('what greets as NATS does', () => {
  it.each([
    {
      name: 'acknowledges anything',
      answers: '+OK\r\nPONG\r\n+OK\r\n+OK\r\n+OK\r\n',
      expected: { access: 'decoy', product: null },
    },
    {
      name: 'is full',
      answers: "-ERR 'maximum connections exceeded'\r\n",
      expected: { access: 'unknown', reason: 'It takes no more connections at present.' },
    },
    {
      name: 'wants a signature',
      answers: "-ERR 'Authorization Violation'\r\n",
      expected: { access: 'protected', authMethods: ['other'] },
    },
    {
      name: 'is for other servers',
      answers: "-ERR 'Attempted To Connect To Route Port'\r\n",
      expected: { access: 'identified' },
    },
    { name: 'hangs up', answers: '', expected: { access: 'unknown', product: 'nats' } },
  ])('and $name', async ({ answers, expected }) => {
    await using fake = await listen((socket) => {
      socket.write(INFO);
      socket.once('data', () => socket.end(answers));
    });
    const seen = await ask(fake);
    expect(seen).toMatchObject(expected);
    expect(JSON.stringify(seen)).not.toContain('Hc3abc');
    expect(seen.connections).toBe(1);
  });
});
