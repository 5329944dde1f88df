import { describe, expect, it } from 'vitest';
import { LAB_PASSWORD, LAB_USER, startServer, type LabServer } from '../../lab/index.ts';
import { SCRAM_USER } from '../../lab/kafka.ts';
import { withServers } from '../../lab/testing.ts';
import { ask, type Asked } from '../../test/ask.ts';
import { asked as asLent } from '../../test/ask-lent.ts';
import { canaries } from '../../test/canaries.ts';
import { freeAddress } from '../../lab/ports.ts';
import { listen } from '../../test/fakes/listen.ts';

const kafka = { product: 'kafka', protocol: 'kafka', undeclared: 0 } as const;
const open = {
  ...kafka,
  access: 'open',
  grants: 'admin',
  authMethods: ['none'],
  control: [
    {
      asked: 'Metadata of a topic that cannot exist',
      answered: 'INVALID_TOPIC_EXCEPTION',
    },
  ],
  stableId: expect.stringMatching(/^[\w-]{22}$/) as string,
} as const;

/** One process has a listener for each. */
const LISTENERS: Readonly<Record<string, Partial<Asked>>> = {
  kafka: { ...open, plaintext: true },
  tls: { ...open, plaintext: false },
  sasl: { ...kafka, access: 'protected', authMethods: ['cleartext', 'scram'], plaintext: true },
  mutual: { access: 'tls-only', authMethods: ['client-certificate'] },
};

const MOST = { usual: 3, odd: 8 } as const;

const at = (server: LabServer, name: string): { address: string; port: number } => ({
  address: server.address,
  port: server.ports[name] ?? 0,
});

/** In clear on loopback; one account is known to PLAIN alone, the other to SCRAM. */
async function asOwners(door: { address: string; port: number }): Promise<void> {
  const handshakes = ({ sent }: Asked): unknown =>
    sent.filter((words) => words.startsWith('SaslHandshake S') || words.endsWith('PLAIN'));
  const inside = {
    access: 'protected',
    // Without an authorizer everybody may.
    credential: { outcome: 'used', canWrite: true },
    inventory: { items: [{ kind: 'topic', name: 'customers' }] },
  };
  const refused = { outcome: 'refused', canWrite: null };
  const plain = await asLent(door, LAB_USER, LAB_PASSWORD);
  expect(plain).toMatchObject(inside);
  expect(plain.sent).toContain('SaslAuthenticate PLAIN {account}');
  const scram = await asLent(door, SCRAM_USER, LAB_PASSWORD);
  expect(scram).toMatchObject(inside);
  expect(scram.sent).toContain('SaslAuthenticate with a proof');
  expect(handshakes(scram)).toEqual(['SaslHandshake SCRAM-SHA-256']);
  expect((await asLent(door, LAB_USER, canaries.password)).credential).toEqual(refused);
  const wrong = await asLent(door, SCRAM_USER, canaries.password);
  expect(wrong.credential).toEqual(refused);
  // What was refused is not said again, and not in clear.
  expect(handshakes(wrong)).toEqual(['SaslHandshake SCRAM-SHA-256']);
}

withServers('kafka')('a real Kafka', () => {
  it.each(['usual', 'odd'] as const)('open, on %s ports', async (port) => {
    await using server = await startServer('kafka', 'open', { port });
    for (const [name, expected] of Object.entries(LISTENERS)) {
      const seen = await ask(at(server, name));
      expect(seen, name).toMatchObject(expected);
      expect(seen.connections, name).toBeLessThanOrEqual(MOST[port]);
      expect(seen.undeclared).toBe(0);
    }
    const inside = await ask({ ...at(server, 'tls'), inventory: 'sample' });
    expect(inside).toMatchObject({
      undeclared: 0,
      inventory: {
        notReached: 'Messages are not fetched.',
        items: [{ kind: 'topic', name: 'customers', fields: [{ name: 'partitions', type: '1' }] }],
      },
    });
    if (port === 'usual') await asOwners(at(server, 'sasl'));
    const { proof } = await ask(server);
    // Our own questions have created no topic.
    expect(proof).toContainEqual({
      asked: 'Metadata of all topics',
      answered: 'one broker, one topic',
    });
  });

  it.each(['usual', 'odd'] as const)('with ACLs, on %s ports', async (port) => {
    await using server = await startServer('kafka', 'acl', { port });
    const seen = await ask(server);
    expect(seen).toMatchObject({ ...kafka, access: 'partial', grants: 'metadata' });
    expect(seen.reason).toContain('ACLs hide the topics');
    if (port === 'usual')
      expect(await asLent(at(server, 'sasl'), SCRAM_USER, LAB_PASSWORD)).toMatchObject({
        access: 'protected',
        credential: { outcome: 'used', canWrite: false },
        inventory: { items: [] },
      });
    expect(seen.connections).toBeLessThanOrEqual(MOST[port]);
  });
});

const i16 = (value: number): string => (value & 0xffff).toString(16).padStart(4, '0');
const i32 = (value: number): string => (value >>> 0).toString(16).padStart(8, '0');
const text = (value: string): string => i16(value.length) + Buffer.from(value).toString('hex');

interface Broker {
  readonly clusterId: string;
  readonly topics: readonly string[];
  readonly acls: number;
  readonly control: number;
  readonly metadataMax?: number;
}

/** Metadata 1 to 4, as https://kafka.apache.org/protocol.html writes it down. */
function metadata(
  version: number,
  { clusterId }: Broker,
  topics: readonly [string, number][],
): string {
  const throttle = version >= 3 ? i32(0) : '';
  const cluster = version >= 2 ? text(clusterId) : '';
  const listed = topics.map(([name, error]) => `${i16(error)}${text(name)}00${i32(0)}`).join('');
  const brokers = `${i32(1)}${i32(1)}${text('broker-1.internal')}${i32(9092)}ffff`;
  return `${throttle}${brokers}${cluster}${i32(1)}${i32(topics.length)}${listed}`;
}

function answerTo(request: Buffer, broker: Broker): string {
  const key = request.readInt16BE(4);
  const version = request.readInt16BE(6);
  const correlation = request.toString('hex', 8, 12);
  const { metadataMax = 4 } = broker;
  const body = ((): string => {
    if (key === 18)
      return i16(0) + i32(2) + i16(3) + i16(0) + i16(metadataMax) + i16(29) + i16(0) + i16(1);
    if (key === 29) return i32(0) + i16(broker.acls) + i16(-1) + i32(0);
    const isControl = request.includes(':');
    return isControl
      ? metadata(version, broker, [['nl:', broker.control]])
      : metadata(
          version,
          broker,
          broker.topics.map((name) => [name, 0] as [string, number]),
        );
  })();
  return i32(body.length / 2 + 4) + correlation + body;
}

async function fake(broker: Broker): Promise<Awaited<ReturnType<typeof listen>>> {
  return listen((socket) => {
    socket.on('data', (chunk: Buffer) => {
      if (chunk[0] !== 0) {
        socket.destroy();
        return;
      }
      for (let start = 0; start < chunk.length; start += 4 + chunk.readUInt32BE(start)) {
        const request = chunk.subarray(start, start + 4 + chunk.readUInt32BE(start));
        // An SSLRequest is no request of Kafka's.
        if (request.length > 12) socket.write(Buffer.from(answerTo(request, broker), 'hex'));
      }
    });
  });
}

const BROKER: Broker = { clusterId: 'abcdefghijkl', topics: ['orders'], acls: 54, control: 3 };

describe('what speaks as Kafka does', () => {
  it.each([
    {
      name: 'Redpanda',
      broker: { ...BROKER, clusterId: 'redpanda.be267958-279d-49cd-ae86-98fc7ed2de48', acls: 0 },
      expected: { product: 'redpanda', access: 'open' },
    },
    {
      name: 'a broker of 0.10, which has no DescribeAcls',
      broker: { ...BROKER, acls: 35, metadataMax: 1 },
      expected: { product: 'kafka', access: 'open', grants: 'read' },
    },
    {
      name: 'a broker that lists nothing and does not say why',
      broker: { ...BROKER, topics: [], acls: 35 },
      expected: { product: 'kafka', access: 'identified' },
    },
    {
      name: 'an empty broker without an authorizer',
      broker: { ...BROKER, topics: [] },
      expected: { product: 'kafka', access: 'open', grants: 'admin' },
    },
    {
      name: 'a broker that shows topics and refuses the rest',
      broker: { ...BROKER, acls: 31 },
      expected: { product: 'kafka', access: 'partial', grants: 'metadata' },
    },
    {
      name: 'a decoy, which describes what cannot exist',
      broker: { ...BROKER, control: 0 },
      expected: { product: null, access: 'decoy' },
    },
  ])('$name', async ({ broker, expected }) => {
    await using server = await fake(broker);
    const seen = await ask(server);
    expect(seen).toMatchObject({ protocol: 'kafka', undeclared: 0, ...expected });
    expect(JSON.stringify(seen)).not.toMatch(/orders|broker-1/);
  });

  it('and hangs up on a SASL handshake too', async () => {
    // On a port of its own: one that hangs up on whatever is asked first runs out of connections elsewhere.
    const port = 9092;
    const place = { address: await freeAddress([port]), port };
    await using server = await listen((socket) => {
      socket.on('data', (chunk: Buffer) => {
        const isFirst = chunk.length > 12 && chunk[0] === 0 && chunk.readInt16BE(4) === 18;
        if (isFirst) socket.write(Buffer.from(answerTo(chunk, BROKER), 'hex'));
        else socket.destroy();
      });
    }, place);
    expect(await ask(server)).toMatchObject({ product: 'kafka', access: 'unknown' });
  });
});
