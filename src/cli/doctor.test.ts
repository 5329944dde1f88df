import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nightlatch } from '../../test/run-cli.ts';
import { openStore } from '../store/store.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-doctor-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('names what is wrong and how to mend it, and sends nothing', async () => {
  let heard = 0;
  const receiver = createServer((socket) => socket.on('data', () => (heard += 1)).resume());
  await new Promise<void>((resolve) => {
    receiver.listen(0, '127.0.0.1', resolve);
  });
  const { port } = receiver.address() as AddressInfo;
  const config = join(folder, 'nightlatch.yaml');
  writeFileSync(
    config,
    [
      'watch: [{name: lab, every: 1h}]',
      'receivers:',
      `  - {name: here, kind: webhook, url: 'http://127.0.0.1:${port}/', allow_private: true}`,
      `  - {name: gone, kind: webhook, url: 'http://127.0.0.1:1/', allow_private: true}`,
      `  - {name: inside, kind: webhook, url: 'https://127.0.0.1:${port}/'}`,
      `  - {name: unsigned, kind: webhook, url: 'https://127.0.0.1:1/', secret_env: NO_SUCH_KEY}`,
      '',
    ].join('\n'),
  );
  const data = join(folder, 'data');
  await (await openStore({ folder: data }))[Symbol.asyncDispose]();
  const ask = () => nightlatch(['doctor', '--config', config, '--data', data]);
  try {
    const { code, out } = await ask();
    expect(code).toBe(1);
    expect(out).toMatch(/^ok +configuration/m);
    expect(out).toMatch(/^ok +store +it opens/m);
    expect(out).toMatch(/^ok +folder of the store/m);
    expect(out).toMatch(/^ok +receiver here/m);
    expect(out).toMatch(/^bad +receiver gone .*ECONNREFUSED/m);
    expect(out).toMatch(/^bad +receiver inside .*loopback/m);
    expect(out).toMatch(/^bad +receiver unsigned .*NO_SUCH_KEY/m);
    expect(heard).toBe(0);
    chmodSync(config, 0o666);
    chmodSync(data, 0o755);
    const open = await ask();
    expect(open.out).toMatch(/^bad +configuration .*chmod go-w/m);
    expect(open.out).toMatch(/^bad +folder of the store .*chmod 700/m);
  } finally {
    receiver.close();
  }
});
