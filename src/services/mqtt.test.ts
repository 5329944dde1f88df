import { describe, expect, it } from 'vitest';
import { ask } from '../../test/ask.ts';
import { listen } from '../../test/fakes/listen.ts';
import { looksAtRealServers } from '../../test/real-servers.ts';

const version = expect.stringMatching(/^\d+\.\d+\.\d+/) as string;
const mqtt = { product: 'mqtt', protocol: 'mqtt', plaintext: true } as const;
const open = { ...mqtt, access: 'open', grants: 'read', version, authMethods: ['none'] } as const;

looksAtRealServers(
  'mosquitto',
  {
    open,
    password: { ...mqtt, access: 'protected', version: null, authMethods: ['cleartext'] },
    acl: { ...mqtt, access: 'partial', grants: 'metadata' },
    tls: { ...open, plaintext: false },
  },
  (asked, state) => {
    expect(asked.tls?.offered ?? false).toBe(state === 'tls');
    if (state !== 'password')
      expect(asked.control).toEqual([
        { asked: 'SUBSCRIBE a filter that is not valid', answered: 'hung up' },
      ]);
    if (asked.access === 'open') expect(asked.says?.['broker']).toMatch(/^mosquitto version \d/);
  },
);

/** A fake broker: its answers by the first byte of a packet, and by its order on the connection. */
async function broker(
  connack: (connection: number) => string,
  subacks: readonly string[] = [],
): Promise<Awaited<ReturnType<typeof listen>>> {
  return listen((socket, connection) => {
    const left = [...subacks];
    socket.on('data', (chunk: Buffer) => {
      const answers: string[] = [];
      for (let at = 0; at < chunk.length; at += 2 + (chunk[at + 1] ?? 0)) {
        if (chunk[at] === 0x10) answers.push(connack(connection));
        else if (chunk[at] === 0x82) answers.push(left.shift() ?? '');
        else if (chunk[at] !== 0xe0) socket.destroy();
      }
      socket.write(Buffer.from(answers.join(''), 'hex'));
    });
  });
}

const ACCEPTED = (): string => '20020000';

describe('a broker that is not Mosquitto', () => {
  it.each([
    {
      name: 'keeps $SYS to itself and grants the rest, as EMQX does',
      subacks: ['9003000180', '9003000200', '9003000380'],
      expected: { access: 'open', grants: 'read' },
    },
    {
      name: 'refuses every topic',
      subacks: ['9003000180', '9003000280', '9003000380'],
      expected: { access: 'identified', product: 'mqtt' },
    },
    {
      name: 'grants what is no filter',
      subacks: ['9003000100', '9003000200', '9003000300'],
      expected: { access: 'decoy', product: null },
    },
    {
      name: 'is silent after it let us in',
      subacks: [],
      expected: { access: 'unknown', product: 'mqtt' },
    },
  ])('$name', async ({ subacks, expected }) => {
    await using fake = await broker(ACCEPTED, subacks);
    expect(await ask({ ...fake, limits: { answer: 300 } })).toMatchObject(expected);
  });

  it('speaks MQTT 5 only, and asks for an account', async () => {
    await using fake = await broker((connection) =>
      (fake.heard[connection - 1] ?? '').charCodeAt(8) === 5 ? '2003008700' : '2003008400',
    );
    const seen = await ask(fake);
    expect(seen).toMatchObject({
      access: 'protected',
      reason: 'It refuses a client without an account (CONNACK 135, not authorized).',
    });
    expect(seen.sent).toContainEqual(expect.stringMatching(/^CONNECT 5 as nl/));
  });

  it('wants an id', async () => {
    await using fake = await broker((connection) =>
      (fake.heard[connection - 1] ?? '').includes('nl') ? '20020005' : '20020002',
    );
    const seen = await ask(fake);
    expect(seen.access).toBe('protected');
    expect(seen.sent.at(-1)).toMatch(/^CONNECT 3\.1\.1 as nl/);
  });

  it.each([
    ['serves nobody', '20020003', 'unknown'],
    ['has banned us', '2003008a00', 'denied'],
  ])('%s', async (_name, connack, access) => {
    await using fake = await broker(() => connack);
    expect((await ask(fake)).access).toBe(access);
  });
});
