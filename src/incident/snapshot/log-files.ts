/** Files that the owner names, with those that were rotated away beside them. */
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** `x.log`, `x.log.1`, `x.log.2.gz`, `x.log-20261125.zst`. */
const ROTATED = /^(?:[.-]\d{1,14}(?:[.-]\d{1,6})?)?(?:\.(?:gz|zst|xz|bz2))?$/;

/** The file itself first: it is what is being written. */
export async function withRotated(path: string): Promise<string[]> {
  const name = basename(path);
  const beside = await readdir(dirname(path));
  const found = beside.filter(
    (each) => each.startsWith(name) && ROTATED.test(each.slice(name.length)),
  );
  if (found.length === 0) throw new Error('no such file');
  return found.toSorted().map((each) => join(dirname(path), each));
}

/** As much of it as there is now: a log that is being written has no end. */
export async function* contentOf(path: string): AsyncGenerator<Buffer> {
  const { size } = await stat(path);
  if (size === 0) return;
  for await (const chunk of createReadStream(path, { end: size - 1 })) {
    if (Buffer.isBuffer(chunk)) yield chunk;
  }
}
