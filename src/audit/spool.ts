/**
 * A private file of JSON lines, so that what was seen does not pile up in memory. Mode 0600 in a folder of its own,
 * which is removed with the run.
 */
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linesOfFile } from './file-lines.ts';

const FLUSH = 64 * 1024;

export interface Place {
  readonly offset: number;
  readonly length: number;
}

export class Spool<T> {
  readonly #folder: string;
  readonly #file: number;
  #pending: string[] = [];
  #pendingBytes = 0;
  #written = 0;
  count = 0;

  constructor(name: string) {
    this.#folder = mkdtempSync(join(tmpdir(), 'nightlatch-'));
    this.#file = openSync(join(this.#folder, name), 'wx+', 0o600);
  }

  append(value: T): Place {
    const line = `${JSON.stringify(value)}\n`;
    const place = {
      offset: this.#written + this.#pendingBytes,
      length: Buffer.byteLength(line),
    };
    this.#pending.push(line);
    this.#pendingBytes += place.length;
    this.count += 1;
    if (this.#pendingBytes >= FLUSH) this.#flush();
    return place;
  }

  at(place: Place): T {
    const value: T = JSON.parse(this.textAt(place));
    return value;
  }

  /** The JSON of one value. */
  textAt({ offset, length }: Place): string {
    this.#flush();
    const bytes = Buffer.allocUnsafe(length);
    readSync(this.#file, bytes, 0, length, offset);
    return bytes.toString('utf8', 0, length - 1);
  }

  /** All values in the order in which they came; may be walked any number of times. */
  *[Symbol.iterator](): Generator<T> {
    for (const line of this.lines()) {
      const value: T = JSON.parse(line);
      yield value;
    }
  }

  /** The same as the JSON that was kept. */
  *lines(): Generator<string> {
    this.#flush();
    yield* linesOfFile(this.#file);
  }

  close(): void {
    closeSync(this.#file);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #flush(): void {
    if (this.#pendingBytes === 0) return;
    const bytes = Buffer.from(this.#pending.join(''));
    let done = 0;
    while (done < bytes.length) done += writeSync(this.#file, bytes, done, bytes.length - done);
    this.#written += bytes.length;
    this.#pending = [];
    this.#pendingBytes = 0;
  }
}
