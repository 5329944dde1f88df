import { describe, expect, it } from 'vitest';
import { ask } from '../../test/ask.ts';
import { listen } from '../../test/fakes/listen.ts';
import { families } from './families.ts';

interface Told {
  readonly name: string;
  readonly greeting: string;
  readonly protocol: string | null;
  readonly product?: string;
  readonly access?: string;
}

const GREETINGS: readonly Told[] = [
  { name: 'OpenSSH', greeting: 'SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n', protocol: 'ssh' },
  {
    name: 'Postfix',
    greeting: '220 mail.example.com ESMTP Postfix (Debian/GNU)\r\n',
    protocol: 'smtp',
  },
  { name: 'Dovecot POP3', greeting: '+OK Dovecot (Debian) ready.\r\n', protocol: 'pop3' },
  {
    name: 'Dovecot IMAP',
    greeting: '* OK [CAPABILITY IMAP4rev1 LITERAL+ STARTTLS] Dovecot ready.\r\n',
    protocol: 'imap',
  },
  { name: 'TigerVNC', greeting: 'RFB 003.008\n', protocol: 'rfb' },
  { name: 'MPD', greeting: 'OK MPD 0.23.5\n', protocol: 'mpd' },
  {
    name: 'svnserve',
    greeting: '( success ( 2 2 ( ) ( edit-pipeline svndiff1 ) ) ) ',
    protocol: 'svn',
  },
  {
    name: 'an IRC server',
    greeting: ':irc.example.net NOTICE * :*** Looking up your hostname...\r\n',
    protocol: 'irc',
  },
  {
    name: 'telnetd',
    greeting: '\u00ff\u00fd\u0018\u00ff\u00fd\u0020\u00ff\u00fd\u0023',
    protocol: 'telnet',
  },
  {
    name: 'a gRPC server',
    greeting: '\0\0\u0006\u0004\0\0\0\0\0\0\u0005\0\0\u0040\0',
    protocol: 'http2',
  },
  {
    name: 'ActiveMQ',
    greeting: '\0\0\u0001R\u0001ActiveMQ\0\0\0\u000c',
    protocol: 'openwire',
    product: 'activemq',
  },
  { name: 'a ZeroMQ socket', greeting: '\u00ff\0\0\0\0\0\0\0\u0001\u007f', protocol: 'zmtp' },
];

/** What comes only when something was said: here, to the ClientHello. */
const ANSWERS: readonly Told[] = [
  {
    name: 'NSQ',
    greeting: '\0\0\0\u0012\0\0\0\u0001E_BAD_PROTOCOL',
    protocol: 'nsq',
    product: 'nsq',
  },
];

async function told(said: Told, when: 'at once' | 'after a question'): Promise<void> {
  await using fake = await listen((socket) => {
    const bytes = Buffer.from(said.greeting, 'latin1');
    if (when === 'at once') socket.write(bytes);
    else socket.once('data', () => socket.end(bytes));
  });
  const seen = await ask(fake);
  const { protocol, product = null, access = 'identified' } = said;
  expect(seen).toMatchObject({ protocol, product, access });
  expect(seen.sent).toEqual(when === 'at once' ? [] : ['TLS ClientHello']);
  expect(seen.connections).toBe(1);
}

describe('a greeting', () => {
  it.each(GREETINGS)('of $name', (said) => told(said, 'at once'));

  it('is cleaned before it is kept', async () => {
    await using fake = await listen((socket) => socket.write('SSH-2.0-\u001b[31mred\u0007\r\n'));
    expect((await ask(fake)).says).toEqual({ greeting: 'SSH-2.0- [31mred' });
  });
});

describe('an answer to the ClientHello', () => {
  it.each(ANSWERS)('of $name', (said) => told(said, 'after a question'));
});

it('takes nothing that another family knows', () => {
  expect(families.at(-1)?.id).toBe('other');
});
