import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { ownerOf } from '../../../test/incident.ts';
import { comeAsStranger } from './stranger.ts';

it.each([
  [200, true, false],
  [401, false, true],
  [403, false, true],
  // A store that is starting, or a proxy before one that is gone, says this to its owner too.
  [429, undefined, false],
  [503, undefined, false],
])('a stranger who is answered HTTP %i', async (status, letIn, refused) => {
  const server = createServer((_, answer) => answer.writeHead(status).end('{}'));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const access = ownerOf({ product: 'elasticsearch', address: '127.0.0.1', port });
  expect(await comeAsStranger(access)).toMatchObject({ letIn, refused });
  server.closeAllConnections();
  server.close();
});
