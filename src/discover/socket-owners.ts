import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { untrusted } from '../model/untrusted.ts';

export interface SocketOwner {
  readonly pid: number;
  readonly process?: string;
}

/**
 * Which process holds which listening socket, as far as the kernel tells this user: without root only one's own.
 * Synchronous, because ten thousand descriptors cost 30 ms this way and half a second through the thread pool.
 */
export function findSocketOwners(
  procRoot: string,
  inodes: ReadonlySet<string>,
): ReadonlyMap<string, SocketOwner> {
  const owners = new Map<string, SocketOwner>();
  for (const pid of listPids(procRoot)) {
    if (owners.size === inodes.size) break;
    for (const inode of socketsOf(join(procRoot, String(pid), 'fd'))) {
      if (!inodes.has(inode) || owners.has(inode)) continue;
      const name = processName(procRoot, pid);
      owners.set(inode, { pid, ...(name !== undefined && { process: name }) });
    }
  }
  return owners;
}

export function listPids(procRoot: string): number[] {
  return orNothing(() => readdirSync(procRoot), [])
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .toSorted((a, b) => a - b);
}

function socketsOf(folder: string): string[] {
  return orNothing(() => readdirSync(folder), []).flatMap((descriptor) => {
    const link = orNothing(() => readlinkSync(join(folder, descriptor)), '');
    return /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? [];
  });
}

/** A process chooses its own name, so it is cleaned like any other untrusted text. */
function processName(procRoot: string, pid: number): string | undefined {
  const name = orNothing(() => readFileSync(join(procRoot, String(pid), 'comm'), 'utf8'), '');
  return untrusted(name, 64) || undefined;
}

/** Processes end while they are looked at, and most belong to others: neither is an error. */
export function orNothing<T>(read: () => T, nothing: T): T {
  try {
    return read();
  } catch {
    return nothing;
  }
}
