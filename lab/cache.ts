import { access, chmod, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { findProgram, isRunnable } from './programs.ts';
import { LabError } from './product.ts';
import { asServer, giveToServer, isRoot, run } from './run.ts';

/** Where lab/install.sh, which is root's, puts what it builds: root's home is closed to servers. */
const SYSTEM_CACHE = '/var/cache/nightlatch-lab';

/** What is expensive to make, and never changes, outlives the process here. */
export function cacheFolder(): string {
  const own = process.env['NIGHTLATCH_LAB_CACHE'];
  if (own) return own;
  if (isRoot) return SYSTEM_CACHE;
  // Set and empty counts as not set.
  const users = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return join(users, 'nightlatch-lab');
}

/** A path below what lab/install.sh has built, be it here or for the whole machine. */
export function cached(...parts: readonly string[]): string {
  const own = join(cacheFolder(), ...parts);
  const shared = join(SYSTEM_CACHE, ...parts);
  return !existsSync(own) && existsSync(shared) ? shared : own;
}

/** The reason for `missing` when install.sh has not built this yet. */
export function missingFromCache(path: string): string | undefined {
  return isRunnable(cached(path)) ? undefined : `${path} is not in the cache; see lab/install.sh`;
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

/**
 * A data folder as the product's own set-up leaves it, made once for each version of the program.
 * Two processes may make it at the same time: the second to finish throws its own away.
 */
async function template(program: string, make: (folder: string) => Promise<void>): Promise<string> {
  const { mtimeMs, size } = await stat(findProgram(program) ?? program);
  const templates = join(cacheFolder(), 'templates');
  const final = join(templates, `${basename(program)}-${size}-${Math.trunc(mtimeMs)}`);
  if (await exists(final)) return final;
  await mkdir(templates, { recursive: true });
  const workshop = await mkdtemp(join(templates, 'partial-'));
  try {
    await chmod(workshop, 0o755);
    await giveToServer(workshop);
    await make(join(workshop, 'data'));
    await rename(workshop, final);
  } catch (error) {
    await rm(workshop, { recursive: true, force: true });
    if (!(await exists(final))) throw error;
  }
  return final;
}

/** Puts a fresh copy of a program's template at `target`. */
export async function copyTemplate(
  program: string,
  argvToMake: (folder: string) => readonly string[],
  target: string,
): Promise<void> {
  if (!findProgram(program) && !(await exists(program)))
    throw new LabError(`${program} is not installed`);
  const source = await template(program, async (folder) => {
    await run(asServer(argvToMake(folder)), { cwd: '/' });
  });
  await run(['cp', '-a', '--reflink=auto', join(source, 'data'), target]);
}
