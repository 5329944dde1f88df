/** One writer of a journal at a time, whichever process it is in: two that read the same end would fork the chain. */
import {
  closeSync,
  lstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { FILE_MODE } from '../private-files.ts';

const NAME = 'journal.lock';
/** An entry takes milliseconds; a lock of this age is left over from a crash. */
const STALE = 10_000;
const TRY_AGAIN = 10;

/** Waits for its turn, which is short: nothing but the reading and writing of one entry happens in it. */
export function inTurn<T>(folder: string, work: () => T): T {
  const path = join(folder, NAME);
  while (!taken(path)) {
    if (age(path) > STALE || isLeftOver(path)) rmSync(path, { force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, TRY_AGAIN);
  }
  try {
    return work();
  } finally {
    rmSync(path, { force: true });
  }
}

function taken(path: string): boolean {
  try {
    const file = openSync(path, 'wx', FILE_MODE);
    writeSync(file, holder(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Who holds it; a process has its number within its own namespace only. */
function holder(pid: number): string {
  try {
    return `${pid} ${readlinkSync('/proc/self/ns/pid')}\n`;
  } catch {
    return '';
  }
}

/** Its holder was killed: it is of our namespace, and is there no more. */
function isLeftOver(path: string): boolean {
  try {
    const words = readFileSync(path, 'utf8');
    const pid = Number(words.split(' ', 1)[0]);
    if (!Number.isInteger(pid) || pid <= 0 || words !== holder(pid)) return false;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

function age(path: string): number {
  const there = lstatSync(path, { throwIfNoEntry: false });
  return there ? Date.now() - there.mtimeMs : 0;
}
