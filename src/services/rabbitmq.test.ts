import { expect, it } from 'vitest';
import { startServer } from '../../lab/index.ts';
import { withServers } from '../../lab/testing.ts';
import { ask } from '../../test/ask.ts';
import { fakeHttp, json } from '../../test/fakes/http.ts';
import { looksAtRealServers } from '../../test/real-servers.ts';

const protectedly = {
  product: 'rabbitmq',
  protocol: 'http',
  access: 'protected',
  plaintext: true,
  authMethods: ['basic'],
} as const;

looksAtRealServers(
  'rabbitmq',
  { open: protectedly, password: protectedly },
  undefined,
  undefined,
  'management',
);

withServers('rabbitmq')('the accounts of a real rabbitmq', () => {
  it.each([
    ['open', 'default-password'],
    ['password', 'protected'],
  ] as const)('in state %s', async (state, access) => {
    await using server = await startServer('rabbitmq', state);
    const port = server.ports['management'] ?? 0;
    const asked = await ask({ address: server.address, port, accounts: 'default' });
    expect(asked).toMatchObject({ product: 'rabbitmq', access });
    expect(asked.undeclared).toBe(0);
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
