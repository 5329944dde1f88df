/**
 * Whether what a process of this machine stores lies on an encrypted volume: from the files that it holds open for
 * writing to their device, and from there through /sys down to the disk. Nothing but names and numbers is read.
 * https://docs.kernel.org/filesystems/proc.html, https://docs.kernel.org/admin-guide/device-mapper/dm-crypt.html
 */
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { AtRest } from '../model/inventory.ts';
import { diskBelow, fileSystemOf, type Disk } from './volumes.ts';

/** Files of a process that are looked at; a database has thousands of one kind. */
const MOST_FILES = 400;
const FOR_WRITING = 0o3;
/** Not what is stored: what the kernel makes up, sockets, and logs. */
const NOT_DATA = /^\/(?:proc|sys|dev|run)\/|\.log$|^\/var\/log\/|\(deleted\)$/;

export interface Roots {
  readonly proc: string;
  readonly sys: string;
}

const ROOTS: Roots = { proc: '/proc', sys: '/sys' };

/** `undefined` where the process holds nothing open that could be its data. */
export function dataDisk(pid: number, roots: Roots = ROOTS): AtRest | undefined {
  const process = join(roots.proc, String(pid));
  const files = openFiles(process);
  if (!files)
    return unknown(
      'The files of the process cannot be seen by this user.',
      'Nightlatch as root, or as the user of the service.',
    );
  const disks = new Map(
    files.flatMap((file) => {
      const device = deviceOf(file);
      return device === undefined ? [] : [[device, diskOf(process, device, roots)] as const];
    }),
  );
  const found = [...disks.values()];
  return found.length === 0 ? undefined : verdictOn(found);
}

/** Paths under /proc, so that they lead into the process's own mounts. */
function openFiles(process: string): string[] | undefined {
  try {
    const fd = join(process, 'fd');
    const written = readdirSync(fd)
      .slice(0, MOST_FILES)
      .filter((number) => isDataFile(process, number))
      .map((number) => join(fd, number));
    if (written.length > 0) return written;
    // Between two saves it holds no file: where it stands is where it saves.
    const cwd = join(process, 'cwd');
    return readlinkSync(cwd) === '/' ? [] : [cwd];
  } catch {
    return undefined;
  }
}

function isDataFile(process: string, number: string): boolean {
  try {
    const path = readlinkSync(join(process, 'fd', number));
    if (!path.startsWith('/') || NOT_DATA.test(path)) return false;
    const flags = /^flags:\s*([0-7]+)/m.exec(
      readFileSync(join(process, 'fdinfo', number), 'utf8'),
    )?.[1];
    return (Number.parseInt(flags ?? '0', 8) & FOR_WRITING) !== 0;
  } catch {
    return false; // it was closed in between
  }
}

function deviceOf(path: string): string | undefined {
  try {
    return deviceName(statSync(path, { bigint: true }).dev);
  } catch {
    return undefined;
  }
}

/** As the kernel's headers split the number (sysmacros.h). */
export function deviceName(device: bigint): string {
  const major = ((device >> 8n) & 0xf_ffn) | ((device >> 32n) & 0xff_ff_f0_00n);
  const minor = (device & 0xffn) | ((device >> 12n) & 0xff_ff_ff_00n);
  return `${major}:${minor}`;
}

function diskOf(process: string, device: string, { sys }: Roots): Disk {
  const mounted = fileSystemOf(process, device);
  if (!device.startsWith('0:')) return diskBelow(sys, device);
  // File systems without a device of their own: btrfs names the one below it, the others have none.
  if (mounted?.type === 'btrfs' && mounted.source.startsWith('/dev/')) {
    try {
      return diskBelow(sys, deviceName(statSync(mounted.source, { bigint: true }).rdev));
    } catch {
      return { kind: 'unclear', name: basename(mounted.source) };
    }
  }
  return { kind: 'unclear', name: mounted?.type ?? 'a file system that is not known' };
}

function verdictOn(disks: readonly Disk[]): AtRest {
  const named = (kind: Disk['kind']): string =>
    [...new Set(disks.filter((disk) => disk.kind === kind).map(({ name }) => name))].join(', ');
  if (disks.every(({ kind }) => kind === 'encrypted'))
    return {
      state: 'encrypted',
      how: `Its files lie on ${named('encrypted')}, which dm-crypt encrypts.`,
      settledBy: '',
    };
  if (disks.some(({ kind }) => kind === 'plain'))
    return {
      state: 'plain',
      how: `Its files lie on ${named('plain')}, and nothing on this host encrypts it.`,
      settledBy: '',
    };
  return unknown(
    `Its files lie on ${named('virtual') || named('unclear')}; what is below that cannot be seen from here.`,
    'The settings of the volume at whoever provides it, or an attestation.',
  );
}

function unknown(how: string, settledBy: string): AtRest {
  return { state: 'unknown', how, settledBy };
}
