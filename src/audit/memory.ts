/**
 * What must be remembered between runs so that we stay polite: log-ins that were refused (salted hashes, 24 hours),
 * and handshakes that were left unfinished at a server (a day). Kept in one private file of the state folder.
 */
import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const DAY = 24 * 60 * 60 * 1000;
/** Unfinished handshakes a server and day; MySQL blocks a client at 100 by default. */
export const MOST_UNFINISHED = 20;

const Remembered = z.object({
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  /** Hash of what is remembered → times in ms since 1970. */
  refused: z.record(z.string(), z.number()),
  unfinished: z.record(z.string(), z.array(z.number())),
});
type Remembered = z.infer<typeof Remembered>;

export class Memory {
  readonly #file: string;
  readonly #folder: string;
  readonly #now: () => Date;
  #state: Remembered;
  #changed = false;
  /** Nothing unfinished anywhere, which is the usual case: saves a hash an endpoint. */
  #none: boolean;

  constructor(folder: string, now: () => Date) {
    this.#folder = folder;
    this.#file = join(folder, 'manners.json');
    this.#now = now;
    this.#state = this.#read();
    this.#none = Object.keys(this.#state.unfinished).length === 0;
  }

  wasRefused(endpoint: string, user: string, password: string): boolean {
    const at = this.#state.refused[this.#hash(endpoint, user, password)];
    return at !== undefined && this.#now().getTime() - at < DAY;
  }

  rememberRefusal(endpoint: string, user: string, password: string): void {
    this.#state.refused[this.#hash(endpoint, user, password)] = this.#now().getTime();
    this.#changed = true;
  }

  /** Unfinished handshakes at this endpoint within the last day. */
  unfinishedAt(endpoint: string): number {
    if (this.#none) return 0;
    return this.#recent(this.#state.unfinished[this.#hash(endpoint)]).length;
  }

  rememberUnfinished(endpoint: string, count: number): void {
    const key = this.#hash(endpoint);
    const now = this.#now().getTime();
    const times = Array.from({ length: count }, () => now);
    this.#none = false;
    this.#state.unfinished[key] = [...this.#recent(this.#state.unfinished[key]), ...times];
    this.#changed = true;
  }

  /** Writes what changed; a folder that cannot be written to is the caller's to tell. */
  save(): void {
    if (!this.#changed) return;
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const aside = `${this.#file}.${randomBytes(6).toString('hex')}`;
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
    const file = openSync(aside, flags, 0o600);
    writeSync(file, JSON.stringify(this.#fresh()));
    closeSync(file);
    renameSync(aside, this.#file);
  }

  #fresh(): Remembered {
    const now = this.#now().getTime();
    const { salt, refused, unfinished } = this.#state;
    return {
      salt,
      refused: Object.fromEntries(Object.entries(refused).filter(([, at]) => now - at < DAY)),
      unfinished: Object.fromEntries(
        Object.entries(unfinished)
          .map(([key, times]) => [key, this.#recent(times)] as const)
          .filter(([, times]) => times.length > 0),
      ),
    };
  }

  #recent(times: readonly number[] = []): number[] {
    const now = this.#now().getTime();
    return times.filter((at) => now - at < DAY);
  }

  #hash(...parts: readonly string[]): string {
    return createHash('sha256')
      .update([this.#state.salt, ...parts].join('\0'))
      .digest('hex')
      .slice(0, 32);
  }

  #read(): Remembered {
    try {
      return Remembered.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch {
      return { salt: randomBytes(16).toString('hex'), refused: {}, unfinished: {} };
    }
  }
}
