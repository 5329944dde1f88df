/** A file's bytes as they were written, whether it lies there plain, as gzip or as zstd. Memory does not grow with it. */
import { open } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { Transform, type TransformCallback } from 'node:stream';
import * as zlib from 'node:zlib';
import { Decompress } from 'fzstd';

const CHUNK = 1 << 20;
const HEAD = 18;
/** What the reference decoder takes unless told otherwise: windows of 2^27. */
const LARGEST_WINDOW = 2 ** 27;

export type Packing = 'plain' | 'gzip' | 'zstd';

function packingOf(head: Buffer): Packing {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  return head.length >= 4 && head.readUInt32LE(0) === 0xfd_2f_b5_28 ? 'zstd' : 'plain';
}

/** The window that a zstd frame asks for. https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1.1 */
export function zstdWindow(head: Buffer): number {
  const descriptor = head[4] ?? 0;
  const isSingle = (descriptor & 0x20) !== 0;
  if (!isSingle) {
    const window = head[5] ?? 0;
    const base = 2 ** (10 + (window >> 3));
    return base + (base / 8) * (window & 7);
  }
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const at = 5 + dictionary;
  const size = [1, 2, 4, 8][descriptor >> 6] ?? 1;
  if (head.length < at + size) return Number.POSITIVE_INFINITY;
  if (size === 8) return Number(head.readBigUInt64LE(at));
  return head.readUIntLE(at, size) + (size === 2 ? 256 : 0);
}

/** Node has zstd from 22.15 on; before that a library without native code does it. */
function unzstd(): Transform {
  const native: unknown = Reflect.get(zlib, 'createZstdDecompress');
  const made: unknown = typeof native === 'function' ? native() : undefined;
  return made instanceof Transform ? made : new Unzstd();
}

class Unzstd extends Transform {
  readonly #decoder: Decompress;

  constructor() {
    super();
    this.#decoder = new Decompress((data) => {
      this.push(Buffer.from(data));
    });
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#push(chunk, false, done);
  }

  override _flush(done: TransformCallback): void {
    this.#push(Buffer.alloc(0), true, done);
  }

  #push(chunk: Buffer, isLast: boolean, done: TransformCallback): void {
    try {
      this.#decoder.push(chunk, isLast);
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    done();
  }
}

export interface Source {
  readonly packing: Packing;
  readonly size: number;
  /** When it was last written, in milliseconds. */
  readonly written: number;
  chunks(): AsyncGenerator<Buffer>;
}

export async function openSource(path: string): Promise<Source> {
  await using file = await open(path, 'r');
  const { size, mtimeMs } = await file.stat();
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
  const head = buffer.subarray(0, bytesRead);
  const packing = packingOf(head);
  if (packing === 'zstd' && zstdWindow(head) > LARGEST_WINDOW)
    throw new Error('its zstd window is larger than 128 MB');
  return { packing, size, written: Math.floor(mtimeMs), chunks: () => chunksOf(path, packing) };
}

/** One buffer for the whole file: each chunk is gone when the next is asked for. */
async function* plainChunks(path: string): AsyncGenerator<Buffer> {
  await using file = await open(path, 'r');
  const buffer = Buffer.alloc(CHUNK);
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, CHUNK);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

async function* chunksOf(path: string, packing: Packing): AsyncGenerator<Buffer> {
  if (packing === 'plain') {
    yield* plainChunks(path);
    return;
  }
  const raw = createReadStream(path, { highWaterMark: CHUNK });
  const unpack = packing === 'gzip' ? zlib.createGunzip({ chunkSize: CHUNK }) : unzstd();
  raw.on('error', (error) => unpack.destroy(error));
  try {
    yield* raw.pipe(unpack) as AsyncIterable<Buffer>;
  } finally {
    raw.destroy();
    unpack.destroy();
  }
}
