/** The files behind paths: folders with all below them, links not followed. */
import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../model/errors.ts';

const MOST_FILES = 10_000;
const DEEPEST = 16;

export async function filesUnder(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    // A path that was named by itself may be a link: logs are often rotated behind one.
    const found = await stat(path).catch(() => undefined);
    if (!found) throw new UsageError(`${path}: no such file or folder`);
    if (found.isDirectory()) await walk(path, files, 0);
    else if (found.isFile()) files.push(path);
    else throw new UsageError(`${path}: neither a file nor a folder`);
  }
  return files;
}

async function walk(folder: string, files: string[], depth: number): Promise<void> {
  if (depth > DEEPEST) throw new UsageError(`${folder}: more than ${DEEPEST} folders deep`);
  for (const name of (await readdir(folder)).toSorted()) {
    const path = join(folder, name);
    const found = await lstat(path);
    if (found.isDirectory()) await walk(path, files, depth + 1);
    else if (found.isFile()) files.push(path);
    if (files.length > MOST_FILES) throw new UsageError(`more than ${MOST_FILES} files`);
  }
}
