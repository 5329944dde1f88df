/** The lines of an open file in little memory, without their ends; the file's own position is left alone. */
import { readSync } from 'node:fs';

const BLOCK = 64 * 1024;

/** `check` is told the bytes of a line that has no end yet, and may throw. */
export function* linesOfFile(file: number, check?: (pending: number) => void): Generator<string> {
  const block = Buffer.allocUnsafe(BLOCK);
  let rest = Buffer.alloc(0);
  let at = 0;
  for (;;) {
    const read = readSync(file, block, 0, BLOCK, at);
    if (read === 0) break;
    at += read;
    rest = Buffer.concat([rest, block.subarray(0, read)]);
    let start = 0;
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10, start)) {
      yield rest.toString('utf8', start, end);
      start = end + 1;
    }
    rest = rest.subarray(start);
    check?.(rest.length);
  }
  if (rest.length > 0) yield rest.toString('utf8');
}
