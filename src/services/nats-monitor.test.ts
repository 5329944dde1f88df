import { expect, it } from 'vitest';
import { ask } from '../../test/ask.ts';
import { fakeHttp } from '../../test/fakes/http.ts';
import { looksAtRealServers } from '../../test/real-servers.ts';

const open = {
  product: 'nats',
  protocol: 'http',
  version: '2.9.10',
  access: 'open',
  grants: 'metadata',
  plaintext: true,
} as const;

// Clients need a password in the second state; the monitoring port does not know it.
looksAtRealServers('nats-server', { open, password: open }, undefined, undefined, 'monitor');

it('a page on its port that is another is not taken for it', async () => {
  const page = { headers: { 'Content-Type': 'text/html' }, body: '<h1>hello</h1>' };
  await using fake = await fakeHttp(() => page, { address: '127.44.21.3', port: 8222 });
  const asked = await ask(fake);
  expect(asked).toMatchObject({ product: 'http', access: 'identified' });
  expect(asked.connections).toBeLessThanOrEqual(3);
});
