/**
 * The process behind a port of this host, as the kernel tells it: `ss` for whose socket it is, `/proc` for the words it
 * was started with (https://man7.org/linux/man-pages/man5/proc.5.html). Those words are the process's own to change, so a
 * file that they name is touched only where it is a plain file of root or of that process and reads like its settings.
 */
import { lstat, readFile, readlink, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { AskError } from '../ask/asker.ts';
import type { Context } from './recipe.ts';

/** Field 22 of /proc/PID/stat, counted from the one behind the name. */
const START_FIELD = 19;
const ANYWHERE = new Set(['0.0.0.0', '[::]', '*']);

export interface HostProcess {
  readonly pid: number;
  /** The file that runs, without its folder. */
  readonly program: string;
  readonly argv: readonly string[];
  readonly folder: string;
  readonly uid: number;
  readonly gid: number;
  /** Ticks between the start of the machine and its own. */
  readonly started: string;
}

type Where = Pick<Context, 'run'> & {
  readonly access: Pick<Context['access'], 'address' | 'port'>;
};

/** A listener on every address of this host is not one on another host's. */
async function isOfThisHost({ run, access: { address } }: Where): Promise<boolean> {
  if (/^127\.|^::1$/.test(address)) return true;
  return (await run(['ip', '-o', 'address', 'show', 'to', address])).trim() !== '';
}

/** The one process of this host that listens there. */
export async function processAt(where: Where): Promise<HostProcess> {
  const { run, access } = where;
  const { address, port } = access;
  if (!(await isOfThisHost(where))) throw new AskError(`${address} is no address of this host`);
  const here = new Set([address, `[${address}]`, `[::ffff:${address}]`]);
  const lines = (await run(['ss', '-H', '-ltnp', 'sport', '=', `:${port}`])).split('\n');
  const pids = new Set<number>();
  for (const line of lines) {
    const [, , , local = ''] = line.trim().split(/\s+/);
    const host = local.slice(0, local.lastIndexOf(':')).replace(/%\w+$/, '');
    if (!here.has(host) && !ANYWHERE.has(host)) continue;
    for (const [, pid] of line.matchAll(/pid=(\d+)/g)) pids.add(Number(pid));
  }
  const [pid] = pids;
  if (pid === undefined) throw new AskError(`no process of this host is seen at port ${port}`);
  if (pids.size > 1) throw new AskError(`${pids.size} processes of this host share port ${port}`);
  return await describeProcess(pid);
}

async function describeProcess(pid: number): Promise<HostProcess> {
  const of = join('/proc', String(pid));
  try {
    const words = await readFile(join(of, 'cmdline'), 'latin1');
    const fields = await readFile(join(of, 'stat'), 'latin1');
    const { uid, gid } = await stat(of);
    return {
      pid,
      program: basename(await readlink(join(of, 'exe'))).replace(/ \(deleted\)$/, ''),
      argv: words.split('\0').slice(0, -1),
      folder: await readlink(join(of, 'cwd')),
      uid,
      gid,
      started: fields.slice(fields.lastIndexOf(')') + 2).split(' ')[START_FIELD] ?? '',
    };
  } catch {
    throw new AskError(`process ${pid} cannot be looked at: it needs its owner, or root`);
  }
}

/** The file that the process names in its words, if it is one that may be touched. */
export async function settingsOf(
  of: HostProcess,
  named: string | undefined,
  readsLike: RegExp,
): Promise<string> {
  if (named === undefined)
    throw new AskError(`${of.program} was started without a file of settings`);
  const path = await realpath(resolve(of.folder, named)).catch(() => '');
  const found = path === '' ? undefined : await lstat(path);
  if (found?.isFile() !== true) throw new AskError(`its settings are no file of this host`);
  if (found.uid !== 0 && found.uid !== of.uid)
    throw new AskError(`${path} belongs neither to root nor to ${of.program}`);
  if (!readsLike.test(await readFile(path, 'latin1')))
    throw new AskError(`${path} does not read like settings of ${of.program}`);
  return path;
}

/** Who is connected to a port of this host at this moment, by the kernel's list: `address:port` of each. */
export async function peersAt({ run, access }: Where): Promise<string[]> {
  const words = ['ss', '-H', '-tn', 'state', 'established', 'sport', '=', `:${access.port}`];
  const lines = (await run(words)).split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => line.trim().split(/\s+/)[3] ?? '').filter((peer) => peer !== '');
}
