import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { ListenerPoll } from './listener-poll.ts';

const folders: string[] = [];
afterEach(() => {
  for (const each of folders.splice(0)) rmSync(each, { recursive: true, force: true });
});

const HEADER =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
const line = (port: string, state: string, inode: number): string =>
  `   0: 0100007F:${port} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0 100 0 0 10 0\n`;

it('tells a new listener and one that was started again, once, and no connection', () => {
  const procRoot = mkdtempSync(join(tmpdir(), 'nightlatch-proc-'));
  folders.push(procRoot);
  mkdirSync(join(procRoot, 'net'));
  const write = (...lines: string[]): void =>
    writeFileSync(join(procRoot, 'net', 'tcp'), HEADER + lines.join(''));
  write(line('18EB', '0A', 1));
  const news: string[][] = [];
  const onNew = (bindings: ReadonlySet<string>): unknown => news.push([...bindings]);
  using poll = new ListenerPoll({ onNew, procRoot, littleEndian: true });
  poll.poll();
  expect(news).toEqual([]);
  write(line('18EB', '0A', 1), line('1FBB', '0A', 2), line('9C40', '01', 3));
  poll.poll();
  poll.poll();
  expect(news).toEqual([['127.0.0.1 8123']]);
  write(line('18EB', '0A', 9), line('1FBB', '0A', 2));
  poll.poll();
  expect(news[1]).toEqual(['127.0.0.1 6379']);
});

it('sees a listener of this machine', async () => {
  const news = new Set<string>();
  using poll = new ListenerPoll({
    onNew: (bindings) => {
      for (const each of bindings) news.add(each);
    },
  });
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  try {
    poll.poll();
    const { port } = server.address() as AddressInfo;
    expect(news).toContain(`127.0.0.1 ${port}`);
  } finally {
    server.close();
  }
});
