import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startServer } from '../../lab/index.ts';
import { withServers } from '../../lab/testing.ts';
import { dataDisk, deviceName, type Roots } from './data-disk.ts';

const folder = mkdtempSync(join(tmpdir(), 'nightlatch-disks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** The device that this test's own files lie on: what stands for it in the made-up /sys is told below. */
const OWN = deviceName(statSync(folder, { bigint: true }).dev);

interface Layout {
  /** Devices by number: the folder's name, and what lies in it. */
  readonly devices: Readonly<Record<string, { name: string; files?: Record<string, string> }>>;
  readonly flags?: string;
  readonly path?: string;
}

/** A process 7 with one open file, and the block devices below it, laid out as the kernel does. */
function rootsOf(name: string, { devices, flags = '0100002', path }: Layout): Roots {
  const roots = { proc: join(folder, name, 'proc'), sys: join(folder, name, 'sys') };
  const data = path ?? join(folder, name, 'data.db');
  if (!path) write(data, 'x');
  write(join(roots.proc, '7/fdinfo/3'), `pos:\t0\nflags:\t${flags}\n`);
  mkdirSync(join(roots.proc, '7/fd'), { recursive: true });
  symlinkSync(data, join(roots.proc, '7/fd/3'));
  symlinkSync('/', join(roots.proc, '7/cwd'));
  mkdirSync(join(roots.sys, 'dev/block'), { recursive: true });
  for (const [number, device] of Object.entries(devices)) {
    const place = join(roots.sys, 'devices', device.name);
    mkdirSync(place, { recursive: true });
    for (const [file, text] of Object.entries(device.files ?? {})) write(join(place, file), text);
    symlinkSync(place, join(roots.sys, 'dev/block', number));
  }
  return roots;
}

const disk = (name: string, model = 'Samsung SSD 990'): Layout['devices'][string] => ({
  name,
  files: { 'device/model': model },
});

describe.skipIf(OWN.startsWith('0:'))('the disk below the files of a process', () => {
  it.each<[string, Layout, string, RegExp]>([
    [
      'dm-crypt right below',
      { devices: { [OWN]: { name: 'dm-0', files: { 'dm/uuid': 'CRYPT-LUKS2-ab-data' } } } },
      'encrypted',
      /dm-0.*dm-crypt/,
    ],
    [
      'LVM over dm-crypt',
      {
        devices: {
          [OWN]: {
            name: 'dm-1',
            files: { 'dm/uuid': 'LVM-xyz', 'slaves/dm-0/dev': '253:90\n' },
          },
          '253:90': { name: 'dm-0', files: { 'dm/uuid': 'CRYPT-LUKS2-ab-pv' } },
        },
      },
      'encrypted',
      /dm-0/,
    ],
    [
      'LVM over two disks of which one is encrypted',
      {
        devices: {
          [OWN]: {
            name: 'dm-1',
            files: {
              'dm/uuid': 'LVM-xyz',
              'slaves/dm-0/dev': '253:90\n',
              'slaves/sda1/dev': '8:1\n',
            },
          },
          '253:90': { name: 'dm-0', files: { 'dm/uuid': 'CRYPT-LUKS2-ab-pv' } },
          '8:1': disk('sda1'),
        },
      },
      'plain',
      /sda1/,
    ],
    ['a disk in clear', { devices: { [OWN]: disk('nvme0n1p2') } }, 'plain', /nvme0n1p2/],
    ['a disk of a hypervisor', { devices: { [OWN]: disk('vda1', '') } }, 'unknown', /vda1/],
    [
      'a disk of a cloud',
      { devices: { [OWN]: disk('nvme1n1', 'Amazon Elastic Block Store') } },
      'unknown',
      /cannot be seen/,
    ],
    ['a device that /sys does not know', { devices: {} }, 'unknown', /cannot be seen/],
  ])('%s', (name, layout, state, how) => {
    const found = dataDisk(7, rootsOf(name, layout));
    expect(found).toMatchObject({ state, how: expect.stringMatching(how) });
    expect(found?.settledBy === '').toBe(state !== 'unknown');
  });

  it.each<[string, Partial<Layout>]>([
    ['only read', { flags: '0100000' }],
    ['a log', { path: join(folder, 'server.log') }],
    ['of the kernel', { path: '/proc/self/status' }],
  ])('a file that is %s is no data', (name, layout) => {
    const devices = { [OWN]: disk('sda1') };
    expect(dataDisk(7, rootsOf(name, { devices, ...layout }))).toBeUndefined();
  });
});

it('says what would settle it where the process is hidden', () => {
  expect(dataDisk(8, rootsOf('hidden', { devices: {} }))).toMatchObject({
    state: 'unknown',
    settledBy: 'Nightlatch as root, or as the user of the service.',
  });
});

withServers('redis')('on this machine', () => {
  it('tells something of a real server’s files, whatever this machine’s disk is', async () => {
    await using server = await startServer('redis', 'open');
    const found = dataDisk(server.pid);
    expect(['encrypted', 'plain', 'unknown']).toContain(found?.state);
    expect(found?.how).toMatch(/^Its files lie on /);
  });
});
