/** One artefact: hashed as it is written, on disk before the manifest names it. */
import { createHash, type Hash } from 'node:crypto';
import { closeSync, constants, fsyncSync, openSync, writeSync } from 'node:fs';
import { Readable } from 'node:stream';
import { FILE_MODE, syncFolderOf } from '../private-files.ts';
import type { Artefact } from './manifest.ts';
import type { Seal } from './seal.ts';

class Counted {
  readonly #hash: Hash = createHash('sha256');
  #bytes = 0;

  take(chunk: Uint8Array): void {
    this.#hash.update(chunk);
    this.#bytes += chunk.length;
  }

  end(): Artefact['content'] {
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') };
  }
}

export async function writeArtefact(
  path: string,
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  seal: Seal | undefined,
): Promise<Pick<Artefact, 'content' | 'stored'>> {
  const content = new Counted();
  const stored = new Counted();
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  const file = openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, FILE_MODE);
  try {
    for await (const chunk of sealed(counted(source, content), seal)) {
      stored.take(chunk);
      let done = 0;
      while (done < chunk.length) done += writeSync(file, chunk, done);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  syncFolderOf(path);
  return { content: content.end(), stored: stored.end() };
}

async function* counted(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  count: Counted,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    count.take(chunk);
    yield chunk;
  }
}

async function* sealed(
  clear: AsyncGenerator<Uint8Array>,
  seal: Seal | undefined,
): AsyncGenerator<Uint8Array> {
  if (!seal) {
    yield* clear;
    return;
  }
  const stream: ReadableStream<Uint8Array> = Readable.toWeb(Readable.from(clear));
  const reader = (await seal.encrypt(stream)).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
