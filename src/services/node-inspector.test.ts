import { expect, it } from 'vitest';
import { ask } from '../../test/ask.ts';
import { fakeHttp, json } from '../../test/fakes/http.ts';
import { looksAtRealServers } from '../../test/real-servers.ts';

const open = {
  product: 'node-inspector',
  access: 'open',
  grants: 'code-execution',
  plaintext: true,
} as const;

looksAtRealServers('node-inspector', { open }, ({ sent }) => {
  expect(sent.join()).not.toMatch(/json\/(?:new|close|activate)|Upgrade/);
});

const EXPECTED = 'WebSockets request was expected';

it.each([
  ['that lists nothing', () => ({ status: 400, body: EXPECTED }), 'identified'],
  [
    'that lists on every path',
    (path: string) =>
      path === '/'
        ? { status: 400, body: EXPECTED }
        : json([{ webSocketDebuggerUrl: 'ws://192.0.2.1/canary' }]),
    'decoy',
  ],
] as const)('an inspector %s', async (_, pages, access) => {
  await using fake = await fakeHttp(pages);
  const asked = await ask(fake);
  expect(asked).toMatchObject({ product: 'node-inspector', access });
  expect(JSON.stringify(asked)).not.toContain('canary');
});
