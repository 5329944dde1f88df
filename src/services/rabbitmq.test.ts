import { describe, expect, it } from 'vitest';
import { basicAuthorization } from '../../lab/dial.ts';
import { LAB_PASSWORD, LAB_USER, type LabServer, startServer } from '../../lab/index.ts';
import { withServers } from '../../lab/testing.ts';
import { ask, type Asked } from '../../test/ask.ts';
import { asked as asLent } from '../../test/ask-lent.ts';
import { canaries } from '../../test/canaries.ts';
import { fakeHttp, json } from '../../test/fakes/http.ts';

const closed = { product: 'rabbitmq', access: 'protected', undeclared: 0 } as const;
const version = expect.stringMatching(/^\d+\.\d+\.\d+$/) as string;
const amqp = { ...closed, protocol: 'amqp', version, authMethods: ['cleartext'] } as const;

/** One node has a door for each. */
const DOORS: Readonly<Record<string, Partial<Asked>>> = {
  management: { ...closed, protocol: 'http', plaintext: true, authMethods: ['basic'] },
  amqp: { ...amqp, plaintext: true },
  amqps: { ...amqp, plaintext: false },
};

const MOST = { usual: 3, odd: 8 } as const;

/** As the vendor's account, which is let in. */
async function addQueue({ address, ports }: LabServer): Promise<void> {
  const url = `http://${address}:${ports['management']}/api/queues/%2f/orders`;
  const headers = { ...basicAuthorization('guest', 'guest'), 'Content-Type': 'application/json' };
  expect((await fetch(url, { method: 'PUT', headers, body: '{}' })).status).toBe(201);
}

withServers('rabbitmq')('a real RabbitMQ', () => {
  describe.each(['usual', 'odd'] as const)('on its %s ports', (port) => {
    it.each([
      ['open', 'default-password'],
      ['password', 'protected'],
    ] as const)('in state %s', async (state, access) => {
      await using server = await startServer('rabbitmq', state, { port });
      if (state === 'open') await addQueue(server);
      for (const [name, expected] of Object.entries(DOORS)) {
        const door = { address: server.address, port: server.ports[name] ?? 0 };
        const asked = await ask(door);
        expect(asked, name).toMatchObject(expected);
        expect(asked.connections, name).toBeLessThanOrEqual(MOST[port]);
        const withLeave = await ask({ ...door, accounts: 'default', inventory: 'sample' });
        expect(withLeave, name).toMatchObject({ product: 'rabbitmq', access, undeclared: 0 });
        if (name === 'management' && access === 'default-password')
          expect(withLeave.inventory).toMatchObject({
            complete: true,
            items: [{ name: 'orders' }],
          });
        if (name !== 'management' && state === 'password' && port === 'usual') {
          const lent = await asLent(door, LAB_USER, LAB_PASSWORD);
          expect(lent).toMatchObject({ access, credential: { outcome: 'used', canWrite: null } });
          expect(lent.sent).toContain('Connection.StartOk PLAIN {account}');
          const wrong = await asLent(door, LAB_USER, canaries.password);
          expect(wrong.credential).toEqual({ outcome: 'refused', canWrite: null });
        }
        if (name !== 'management' && access === 'default-password')
          expect(withLeave).toMatchObject({
            grants: 'admin',
            control: [
              {
                asked: 'log-in under a random name',
                answered: 'Connection.Close 403 ACCESS_REFUSED',
              },
            ],
          });
      }
    });
  });
});

const page = {
  headers: { 'Content-Type': 'text/html' },
  body: '<title>RabbitMQ Management</title>',
};

it('a management interface that a proxy logs in to is open', async () => {
  const overview = json({
    rabbitmq_version: '4.1.0',
    node: 'rabbit@lab',
    management_version: '4.1.0',
  });
  await using fake = await fakeHttp((path) =>
    path === '/' ? page : path === '/api/overview' ? overview : json({}, 404),
  );
  expect(await ask(fake)).toMatchObject({ product: 'rabbitmq', version: '4.1.0', access: 'open' });
});

it('its page alone is a page that anyone may read', async () => {
  await using fake = await fakeHttp(() => page);
  expect(await ask(fake)).toMatchObject({ product: 'http', access: 'identified' });
});
