/** One file, from its bytes to events. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { openSource, type Source } from './bytes.ts';
import type { TrailEvent } from './event.ts';
import { recogniseTrail } from './index.ts';
import type { Reader, ReadOptions, Sink, TrailKind } from './kind.ts';
import { Lines } from './lines.ts';
import { Tracker } from './tracker.ts';

/** So many lines tell what a file is. */
const FIRST_LINES = 60;
const FIRST_CHARACTERS = 1 << 18;
const IDENTITY_BYTES = 65_536;

export interface Trail {
  /** Undefined: no kind of trail that we know. */
  readonly kind: TrailKind | undefined;
  readonly packing: Source['packing'];
  readonly tracker: Tracker;
}

type Tell = (found: TrailEvent, kind: TrailKind) => void;

/** Reads lines into the kind that the first of them show. */
class TrailReader {
  readonly tracker = new Tracker(true);
  #tracker = this.tracker;
  #kind: TrailKind | undefined;
  #reader: Reader | undefined;
  #first: string[] = [];
  #held = 0;
  #isDecided = false;
  readonly #options: ReadOptions;
  readonly #tell: Tell;

  constructor(options: ReadOptions, tell: Tell) {
    this.#options = options;
    this.#tell = tell;
  }

  get trail(): { kind: TrailKind | undefined; tracker: Tracker } {
    return { kind: this.#kind, tracker: this.#tracker };
  }

  /** Before it is known what the file is, lines are kept as bytes. */
  isBytes(): boolean {
    return !this.#isDecided || this.#kind?.isBytes === true;
  }

  /** False: nothing in this file is for us. */
  wants(): boolean {
    return !this.#isDecided || this.#reader !== undefined;
  }

  line(text: string): void {
    if (!this.#isDecided) {
      this.#first.push(text);
      this.#held += text.length;
      if (this.#first.length >= FIRST_LINES || this.#held >= FIRST_CHARACTERS) this.#decide();
      return;
    }
    this.#give(text);
  }

  tooLong(start: string): void {
    this.#decide();
    this.#tracker.damage(start);
  }

  end(): void {
    this.#decide();
    this.#reader?.end();
  }

  #decide(): void {
    if (this.#isDecided) return;
    this.#isDecided = true;
    const first = this.#first;
    this.#first = [];
    const texts = first.map((line) => Buffer.from(line, 'latin1').toString('utf8'));
    this.#kind = recogniseTrail(texts, this.#options);
    if (!this.#kind) return;
    this.#tracker = new Tracker(this.#kind.isOrdered === true);
    this.#reader = this.#kind.read(this.#sink(this.#kind), this.#options);
    for (const line of this.#kind.isBytes ? first : texts) this.#give(line);
  }

  #sink(kind: TrailKind): Sink {
    const tracker = this.#tracker;
    return {
      event: (found) => this.#tell(found, kind),
      dated: (at) => tracker.date(at),
      damaged: (line) => tracker.damage(line),
      suspect: (what, at, evidence) => tracker.suspect(what, at, evidence),
      namesReaders() {
        tracker.namesReaders = true;
      },
    };
  }

  #give(line: string): void {
    this.#tracker.lines++;
    if (line.charCodeAt(0) === 0) {
      // A file that was emptied under a writer that kept its place starts with a hole.
      this.#tracker.suspect(
        'hole',
        null,
        'a run of empty bytes: the file was cut while it was written',
      );
      this.#reader?.line(line.replace(/^\0+/, ''));
    } else this.#reader?.line(line);
  }
}

/** Feeds chunks to a reader; apart from files so that tests can cut a log anywhere. */
export async function readChunks(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  options: ReadOptions,
  tell: Tell,
): Promise<{ kind: TrailKind | undefined; tracker: Tracker }> {
  const reader = new TrailReader(options, tell);
  const lines = new Lines(
    (line) => reader.line(line),
    (start) => reader.tooLong(start),
    () => reader.isBytes(),
  );
  let broken: string | undefined;
  try {
    for await (const chunk of chunks) {
      lines.add(chunk);
      if (!reader.wants()) break;
    }
  } catch {
    // Half of a compressed file is worth reading to where it breaks.
    broken = 'its compressed data end early or are damaged';
  }
  const isUnfinished = lines.end();
  reader.end();
  const { trail } = reader;
  if (broken !== undefined) trail.tracker.suspect('cut-off', null, broken);
  else if (isUnfinished && trail.kind?.isOrdered === true)
    trail.tracker.suspect('cut-off', null, 'its last line has no end');
  return trail;
}

export async function readTrail(
  path: string,
  options: Omit<ReadOptions, 'written'>,
  tell: Tell,
): Promise<Trail> {
  const source = await openSource(path);
  const { written, packing } = source;
  return { packing, ...(await readChunks(source.chunks(), { ...options, written }, tell)) };
}

/** Tells the same file under two names: by its size and by what stands at its start and end. */
export async function identityOf(path: string): Promise<string> {
  await using file = await open(path, 'r');
  const { size } = await file.stat();
  const hash = createHash('sha256').update(`${size}\n`);
  for (const at of [0, Math.max(0, size - IDENTITY_BYTES)]) {
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(IDENTITY_BYTES),
      0,
      IDENTITY_BYTES,
      at,
    );
    hash.update(buffer.subarray(0, bytesRead));
  }
  return hash.digest('hex');
}
