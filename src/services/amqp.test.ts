import { describe, expect, it } from 'vitest';
import { startServer } from '../../lab/index.ts';
import { withServers } from '../../lab/testing.ts';
import { ask } from '../../test/ask.ts';
import { listen, type Fake } from '../../test/fakes/listen.ts';

withServers('activemq')('AMQP 1.0 of a real ActiveMQ', () => {
  it.each([
    ['usual', 3],
    ['odd', 8],
  ] as const)('on its %s port', async (port, most) => {
    await using server = await startServer('activemq', 'open', { port });
    const door = { address: server.address, port: server.ports['amqp'] ?? 0 };
    const seen = await ask(door);
    expect(seen).toMatchObject({
      product: 'activemq',
      protocol: 'amqp',
      access: 'open',
      grants: 'metadata',
      version: expect.stringMatching(/^5\.\d+\.\d+$/) as string,
      undeclared: 0,
    });
    expect(seen.control[0]?.answered).toBe('sasl-outcome 3');
    expect(seen.connections).toBeLessThanOrEqual(most);
    const openwire = await ask({ ...door, port: server.ports['openwire'] ?? 0 });
    expect(openwire).toMatchObject({
      product: 'activemq',
      protocol: 'openwire',
      access: 'identified',
    });
  });
});

const utf8 = (text: string): string => Buffer.from(text).toString('hex');
const long = (hex: string): string => (hex.length / 2).toString(16).padStart(8, '0') + hex;
const short = (text: string): string => text.length.toString(16).padStart(2, '0') + utf8(text);
const method = (number: string, args = ''): string => `010000${long(number + args)}ce`;
const entry = (name: string, value: string): string => `${short(name)}53${long(utf8(value))}`;
const start = (product: string, mechanisms: string): string =>
  method(
    '000a000a',
    `0009${long(entry('product', product) + entry('version', '4.1.0'))}${long(utf8(mechanisms))}${long(utf8('en_US'))}`,
  );
const TUNE = method('000a001e', '07ff00020000003c');
const OPEN_OK = method('000a0029', '00');
const CHANNEL_OK = method('0014000b', '00000000');
const EXCHANGE_OK = method('0028000b');
const NOT_FOUND = method('00140028', `0194${short('NOT_FOUND')}0028000a`);
const REFUSED = method('000a0032', `0193${short('ACCESS_REFUSED')}000a000b`);
const ANONYMOUS = start('RabbitMQ', 'ANONYMOUS PLAIN AMQPLAIN');

/** Answers each thing that it hears with the next of `answers`; to another protocol it says its own. */
async function broker(hello: string, answers: readonly string[] = []): Promise<Fake> {
  return listen((socket) => {
    const left = [...answers];
    socket.on('data', (chunk: Buffer) => {
      const isHeader = chunk.toString('latin1').startsWith('AMQP');
      if (isHeader) socket.write(Buffer.from(hello, 'hex'));
      else if (chunk[0] === 1) socket.write(Buffer.from(left.shift() ?? '', 'hex'));
      else socket.end(Buffer.from('414d515000000901', 'hex'));
    });
  });
}

describe('a broker of AMQP 0-9-1', () => {
  it.each([
    {
      name: 'LavinMQ',
      hello: start('LavinMQ', 'PLAIN AMQPLAIN'),
      expected: { product: 'lavinmq', access: 'protected', authMethods: ['cleartext'] },
    },
    {
      name: 'one that nobody knows',
      hello: start('Hare\u0007Broker', 'EXTERNAL'),
      expected: { product: null, access: 'protected', authMethods: ['client-certificate'] },
    },
    {
      name: 'RabbitMQ 4, which lets anybody in',
      hello: ANONYMOUS,
      answers: [TUNE, OPEN_OK, CHANNEL_OK + EXCHANGE_OK + NOT_FOUND],
      expected: { product: 'rabbitmq', access: 'open', grants: 'read', version: '4.1.0' },
    },
    {
      name: 'RabbitMQ 4, whose guest is let in from loopback alone',
      hello: ANONYMOUS,
      answers: [REFUSED],
      expected: { product: 'rabbitmq', access: 'protected', authMethods: ['cleartext'] },
    },
    {
      name: 'RabbitMQ 4, whose guest may not enter /',
      hello: ANONYMOUS,
      answers: [TUNE, REFUSED],
      expected: { product: 'rabbitmq', access: 'protected' },
    },
    {
      name: 'a decoy',
      hello: ANONYMOUS,
      answers: [TUNE, OPEN_OK, CHANNEL_OK + EXCHANGE_OK + EXCHANGE_OK],
      expected: { product: null, access: 'decoy' },
    },
    {
      name: 'one that says nothing of its exchanges',
      hello: ANONYMOUS,
      answers: [TUNE, OPEN_OK, REFUSED],
      expected: { product: 'rabbitmq', access: 'unknown' },
    },
  ])('$name', async ({ hello, answers, expected }) => {
    await using fake = await broker(hello, answers);
    const seen = await ask(fake);
    expect(seen).toMatchObject({ protocol: 'amqp', undeclared: 0, ...expected });
    expect(JSON.stringify(seen)).not.toContain('\\u0007');
  });
});

const HEADER_1 = utf8('AMQP') + '00010000';
const SASL_1 = utf8('AMQP') + '03010000';
const frame = (type: string, body: string): string =>
  `${(body.length / 2 + 8).toString(16).padStart(8, '0')}02${type}0000${body}`;
const outcome = (code: string): string => frame('01', `005344c0030150${code}`);
const PLAIN_ALONE = frame('01', `005340c00801a3${short('PLAIN')}`);
const BOTH = frame('01', `005340c01501e01202a3${short('PLAIN')}${short('ANONYMOUS')}`);

describe('a broker of AMQP 1.0', () => {
  it.each([
    {
      name: 'asks for a log-in',
      mechanisms: PLAIN_ALONE,
      outcomes: [],
      expected: { access: 'protected', authMethods: ['cleartext'] },
    },
    {
      name: 'refuses ANONYMOUS',
      mechanisms: BOTH,
      outcomes: [outcome('01')],
      expected: { access: 'protected' },
    },
    {
      name: 'takes any mechanism',
      mechanisms: BOTH,
      outcomes: [outcome('00'), outcome('00')],
      expected: { access: 'decoy' },
    },
    {
      name: 'opens nothing',
      mechanisms: BOTH,
      outcomes: [outcome('00'), outcome('01')],
      expected: { access: 'identified' },
    },
    { name: 'has no SASL', mechanisms: '', outcomes: [], expected: { access: 'identified' } },
  ])('that $name', async ({ mechanisms, outcomes, expected }) => {
    const left = [...outcomes];
    await using fake = await listen((socket) => {
      socket.on('data', (chunk: Buffer) => {
        const said = chunk.toString('latin1');
        if (said.startsWith('AMQP\u0003') && mechanisms !== '')
          socket.write(Buffer.from(SASL_1 + mechanisms, 'hex'));
        else if (chunk[5] === 1 && !said.startsWith('AMQP') && chunk[0] === 0)
          socket.write(Buffer.from(left.shift() ?? '', 'hex'));
        else socket.end(Buffer.from(HEADER_1, 'hex'));
      });
    });
    expect(await ask(fake)).toMatchObject({
      protocol: 'amqp',
      product: null,
      undeclared: 0,
      ...expected,
    });
  });
});
