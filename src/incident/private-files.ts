/** Evidence holds personal data: its folder is for its owner alone, and no link is followed in it. */
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../model/errors.ts';

const FOLDER_MODE = 0o700;
export const FILE_MODE = 0o600;
/** Anybody but the owner. */
const OTHERS = 0o077;

export function makeFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: FOLDER_MODE });
  requireFolder(path);
}

/** A folder that others can enter may have been changed by them, so nothing in it is believed. */
export function requireFolder(path: string): void {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (!there?.isDirectory())
    throw new UsageError(
      `${path} is no folder of a case: "nightlatch case list" names those there are`,
    );
  if ((there.mode & OTHERS) !== 0)
    throw new UsageError(`${path} can be entered by others: chmod 700 it, and ask who did`);
}

/** Reads a whole plain file of at most `most` bytes. */
export function readPlain(path: string, most: number): Buffer {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const { size } = fstatSync(file);
    if (!fstatSync(file).isFile() || size > most)
      throw new UsageError(`${path} is no plain file of at most ${most} bytes`);
    const bytes = Buffer.alloc(size);
    let done = 0;
    for (let got = 1; done < size && got > 0; done += got)
      got = readSync(file, bytes, done, size - done, done);
    return bytes.subarray(0, done);
  } finally {
    closeSync(file);
  }
}

/** A new name survives a crash only once the folder that holds it is on disk too. */
export function syncFolderOf(path: string): void {
  const folder = openSync(dirname(path), constants.O_RDONLY);
  fsyncSync(folder);
  closeSync(folder);
}
