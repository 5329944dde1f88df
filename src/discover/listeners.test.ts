import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { UsageError } from '../model/errors.ts';
import { listListeners } from './listeners.ts';

const folders: string[] = [];
const children: ChildProcess[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) child.kill();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

interface Process {
  readonly name: string;
  readonly inodes: readonly number[];
  readonly namespace?: string;
}

const row = ([local, uid, inode]: readonly [string, number, number]): string =>
  ` 0: ${local} 00000000:0000 0A 00000000:00000000 00:00000000 00000000 ${uid} 0 ${inode} 1 0 100 0 0 10 0`;

/** A folder that looks like /proc, on a little-endian machine. */
async function fakeProc(
  four: readonly (readonly [string, number, number])[],
  six: readonly (readonly [string, number, number])[] | null,
  processes: Readonly<Record<string, Process>>,
) {
  const procRoot = await mkdtemp(join(tmpdir(), 'nightlatch-proc-'));
  folders.push(procRoot);
  await mkdir(join(procRoot, 'net'));
  await writeFile(join(procRoot, 'net', 'tcp'), ['head', ...four.map(row)].join('\n'));
  if (six !== null)
    await writeFile(join(procRoot, 'net', 'tcp6'), ['head', ...six.map(row)].join('\n'));
  const self: Process = { name: 'self', inodes: [] };
  for (const [pid, each] of Object.entries({ ...processes, self })) {
    const { name, inodes, namespace = 'net:[1]' } = each;
    await mkdir(join(procRoot, pid, 'fd'), { recursive: true });
    await mkdir(join(procRoot, pid, 'ns'));
    await writeFile(join(procRoot, pid, 'comm'), `${name}\n`);
    await symlink(namespace, join(procRoot, pid, 'ns', 'net'));
    await symlink('/dev/null', join(procRoot, pid, 'fd', '0'));
    for (const inode of inodes)
      await symlink(`socket:[${inode}]`, join(procRoot, pid, 'fd', `${inode}`));
  }
  const passwd = join(procRoot, 'passwd');
  await writeFile(passwd, 'root:x:0:0::/root:/bin/sh\nredis:x:998:998::/:/bin/false\nbroken\n');
  return { procRoot, passwd, ownPid: 1, littleEndian: true };
}

const ANY6 = '00000000000000000000000000000000';
const LOOPBACK6 = '00000000000000000000000001000000';

describe("this machine's listeners", () => {
  it.each([
    ['loopback', [['0100007F:18EB', 998, 10]], [], '127.0.0.1:6379 at 127.0.0.1'],
    ['another loopback address', [['3500007F:0035', 998, 10]], [], '127.0.0.53:53 at 127.0.0.53'],
    ['the IPv4 wildcard', [['00000000:18EB', 998, 10]], [], '0.0.0.0:6379 at 127.0.0.1'],
    ['the wildcard', [], [[`${ANY6}:18EB`, 998, 10]], ':::6379 at ::1,127.0.0.1'],
    ['IPv6 loopback', [], [[`${LOOPBACK6}:18EB`, 998, 10]], '::1:6379 at ::1'],
    [
      'a mapped address',
      [],
      [['0000000000000000FFFF00000100007F:18EB', 998, 10]],
      '127.0.0.1:6379 at 127.0.0.1',
    ],
    ['one outer address', [['0500000A:18EB', 998, 10]], [], '10.0.0.5:6379 at '],
    [
      'both wildcards',
      [['00000000:18EB', 998, 10]],
      [[`${ANY6}:18EB`, 998, 11]],
      '0.0.0.0:6379 at 127.0.0.1 :::6379 at ::1',
    ],
    [
      'one binding twice',
      [
        ['00000000:18EB', 998, 10],
        ['00000000:18EB', 998, 11],
      ],
      [],
      '0.0.0.0:6379 at 127.0.0.1',
    ],
  ] as const)('bound to %s', async (_, four, six, expected) => {
    const { listeners } = await listListeners(await fakeProc(four, six, {}));
    expect(
      listeners.map(({ boundTo, port, ask }) => `${boundTo}:${port} at ${ask.join(',')}`).join(' '),
    ).toBe(expected);
  });

  it('have an owner where the kernel says so', async () => {
    const proc = await fakeProc(
      [
        ['0100007F:18EB', 998, 10],
        ['0100007F:0050', 1234, 11],
      ],
      null,
      {
        100: { name: 'redis\u001b[2J-server', inodes: [9, 10] },
      },
    );
    const { listeners, blindSpots } = await listListeners(proc);
    expect(listeners.map(({ owner }) => owner)).toEqual([
      { pid: 100, process: 'redis [2J-server', user: 'redis' },
      { user: '1234' },
    ]);
    expect(blindSpots.join(' ')).toContain('The process behind 1 listener is not named');
  });

  it('are told by the socket whose process is known, where a binding is shared', async () => {
    const proc = await fakeProc(
      [
        ['0100007F:18EB', 998, 10],
        ['0100007F:18EB', 998, 11],
      ],
      null,
      {
        100: { name: 'worker', inodes: [11] },
      },
    );
    const { listeners } = await listListeners(proc);
    expect(listeners).toMatchObject([{ owner: { pid: 100 } }]);
  });

  it('leave out our own', async () => {
    const proc = await fakeProc([['0100007F:18EB', 998, 10]], null, {
      1: { name: 'nightlatch', inodes: [10] },
    });
    expect((await listListeners(proc)).listeners).toEqual([]);
  });

  it('come with what cannot be seen', async () => {
    const proc = await fakeProc([], null, {
      100: { name: 'a', inodes: [], namespace: 'net:[2]' },
      101: { name: 'b', inodes: [], namespace: 'net:[2]' },
      102: { name: 'c', inodes: [], namespace: 'net:[3]' },
    });
    await mkdir(join(proc.procRoot, '103'));
    const spots = (await listListeners(proc)).blindSpots.join(' ');
    expect(spots).toContain('UDP');
    expect(spots).toContain('userland-proxy');
    expect(spots).toContain('2 other network namespaces');
    expect(spots).toContain('network namespace of 1 process;');
  });

  it('are not to be had without /proc', async () => {
    const wanted = listListeners({ procRoot: '/nonexistent' });
    await expect(wanted).rejects.toThrow(UsageError);
    await expect(wanted).rejects.toThrow(/name targets instead/);
  });

  it.skipIf(process.platform !== 'linux')('are found for real, with their process', async () => {
    const script =
      "require('node:net').createServer().listen(0,'127.0.0.1',function(){console.log(this.address().port)})";
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    const [line] = await once(child.stdout, 'data');
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');

    const { listeners } = await listListeners();
    expect(listeners).toContainEqual(
      expect.objectContaining({
        boundTo: '127.0.0.1',
        port: Number(line),
        ask: ['127.0.0.1'],
        owner: expect.objectContaining({ pid: child.pid }),
      }),
    );
    const own = server.address();
    expect(listeners.filter(({ port }) => typeof own === 'object' && port === own?.port)).toEqual(
      [],
    );
    server.close();
  });
});
