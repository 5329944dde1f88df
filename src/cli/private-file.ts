/**
 * Files that hold what was found: mode 0600, written aside and renamed, so that a half-written report never stands
 * under its name; a link that stands there is replaced and not followed.
 */
import {
  closeSync,
  constants,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../model/errors.ts';

export interface PrivateFile {
  write: (chunk: string | Uint8Array) => void;
  /** Puts it under its name. */
  finish: () => void;
  abandon: () => void;
}

export function openPrivateFile(path: string): PrivateFile {
  const target = resolve(path);
  const aside = join(
    dirname(target),
    `.${basename(target)}.${randomBytes(6).toString('hex')}.part`,
  );
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const file = attempt(path, () => {
    refuseFolder(target);
    return openSync(aside, flags, 0o600);
  });
  const close = (): void => closeSync(file);
  return {
    write: (chunk) => {
      const bytes = Buffer.from(chunk);
      let done = 0;
      while (done < bytes.length) done += writeSync(file, bytes, done, bytes.length - done);
    },
    finish: () => {
      fsyncSync(file);
      close();
      attempt(path, () => renameSync(aside, target));
    },
    abandon: () => {
      close();
      rmSync(aside, { force: true });
    },
  };
}

/** A folder that only its owner may enter; an existing one must be a real folder. */
export function makePrivateFolder(path: string): void {
  attempt(path, () => {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    if (lstatSync(path).isSymbolicLink())
      throw new UsageError(`${path} is a link: name the folder itself`);
  });
}

function refuseFolder(target: string): void {
  const there = lstatSync(target, { throwIfNoEntry: false });
  if (there?.isDirectory()) throw new UsageError(`${target} is a folder: name a file`);
}

function attempt<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
    throw new UsageError(`cannot write ${path} (${code}): check the folder and its permissions`);
  }
}
