/**
 * Loaded before the command line by a test (`--import`): ends the process by SIGKILL at the N-th entry of a journal,
 * KILL_AT=N behind it, KILL_IN=N in the middle of writing it.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { KILL_AT, KILL_IN } = process.env;
const { writeSync } = fs;
let entries = 0;

const die = () => {
  process.kill(process.pid, 'SIGKILL');
  // The signal comes a moment later; nothing may happen until it does.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
};

fs.writeSync = (file, bytes, ...rest) => {
  if (!Buffer.isBuffer(bytes) || !bytes.toString('latin1', 0, 9).startsWith('{"entry":'))
    return writeSync(file, bytes, ...rest);
  entries += 1;
  if (String(entries) === KILL_IN) {
    writeSync(file, bytes, 0, bytes.length >> 1);
    die();
  }
  const written = writeSync(file, bytes, ...rest);
  if (String(entries) === KILL_AT) die();
  return written;
};
syncBuiltinESMExports();
