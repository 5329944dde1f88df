/** Settings on this host, changed so that a crash leaves the old bytes or the new, and the way back is byte for byte. */
import { existsSync } from 'node:fs';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { AskError } from '../ask/asker.ts';
import { sha256 } from '../chain.ts';
import { list, type Saved } from './recipe.ts';

/** One byte a sign, so that what is no UTF-8 comes back as it was. */
const BYTES = 'latin1';

export const readBytes = async (path: string): Promise<string> => await readFile(path, BYTES);

interface Belongs {
  readonly mode: number;
  /** Without one it belongs to whoever runs this. */
  readonly uid?: number;
  readonly gid?: number;
}

const PRIVATE = 0o600;
const PERMISSIONS = 0o7777;

/**
 * Written aside and renamed. The folder may be the store's own, and whoever got into the store may have laid a link under
 * the name that is written first: only a file that was made here is written, and given an owner by its handle.
 */
export async function putFile(
  path: string,
  text: string,
  { mode, uid, gid }: Belongs,
): Promise<void> {
  const aside = `${path}.nightlatch-part`;
  await rm(aside, { force: true });
  const file = await open(aside, 'wx', PRIVATE);
  try {
    await file.writeFile(text, BYTES);
    if (uid !== undefined && gid !== undefined) await file.chown(uid, gid);
    await file.chmod(mode & PERMISSIONS);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(aside, path);
}

/** With the owner and mode of the one that was there. */
export async function replaceFile(path: string, text: string): Promise<void> {
  await putFile(path, text, await stat(path));
}

/**
 * Keeps a copy beside the file, with its owner and mode. It is not taken into the case: settings may hold passwords.
 * Where a copy is there already it is the old state, and the file may be the new one.
 */
export async function keepFile(path: string, id: string): Promise<Saved> {
  const copy = `${path}.nightlatch-${id}`;
  if (!existsSync(copy)) await putFile(copy, await readBytes(path), await stat(path));
  return { path, copy, sha256: sha256(Buffer.from(await readBytes(copy), BYTES)) };
}

interface Kept {
  readonly path: string;
  readonly copy: string;
  readonly digest: string;
}

const one = (value: Saved[string] | undefined): string => list(value)[0] ?? '';

const keptIn = (saved: Saved): Kept => ({
  path: one(saved['path']),
  copy: one(saved['copy']),
  digest: one(saved['sha256']),
});

/** The path, and the old text from the copy, if its bytes are still those. */
export async function oldOf(
  saved: Saved,
): Promise<{ readonly path: string; readonly text: string }> {
  const { path, copy, digest } = keptIn(saved);
  const text = await readBytes(copy);
  if (sha256(Buffer.from(text, BYTES)) !== digest)
    throw new AskError(`${copy} is not as it was saved`);
  return { path, text };
}

/** Puts the old file back, unless somebody has changed it since it was changed by us, where that can be told. */
export async function putBack(saved: Saved, ours?: (old: string) => string): Promise<void> {
  const { path, copy, digest } = keptIn(saved);
  const now = await readBytes(path);
  if (sha256(Buffer.from(now, BYTES)) === digest) {
    await rm(copy, { force: true });
    return;
  }
  const { text } = await oldOf(saved);
  if (ours && now !== ours(text))
    throw new AskError(`${path} was changed by somebody else since; the old one is ${copy}`);
  await rename(copy, path);
}
