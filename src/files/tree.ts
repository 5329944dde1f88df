/** The files that were named: read within bounds, and never through a link that leads out of them. */
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { Gap } from '../model/run.ts';
import { untrusted } from '../model/untrusted.ts';
import { FileProblem, Source } from './text/source.ts';

/** Larger files are no configuration that somebody wrote. */
const MOST_BYTES = 32 * 1024 * 1024;
const TOO_LARGE = `It is larger than ${MOST_BYTES / 1024 / 1024} MB.`;
const MOST_FILES = 100_000;
const MOST_DEPTH = 64;
const SKIPPED = new Set([
  '.git',
  'node_modules',
  '.terraform',
  '.venv',
  '__pycache__',
  '.hg',
  '.svn',
]);
const READABLE =
  /\.(?:ya?ml|json|conf|cnf|cfg|ini|properties|xml|tf|env|hcl)$|(?:^|\.)(?:Caddyfile|Dockerfile)(?:\.|$)|^\.env/i;
const LONGEST_NAME = 300;
/** The name of what comes on standard input. */
export const STDIN = 'stdin';

export class Tree {
  readonly #roots: string[] = [];
  readonly #files: string[] = [];
  readonly #gaps: Gap[] = [];
  readonly #sources = new Map<string, Source | string | undefined>();
  readonly #used = new Set<string>();
  readonly #broken = new Set<string>();
  readonly #from: string;

  /** `paths` exist. What they name itself is read whatever it is called. `input` stands in for one more file. */
  constructor(paths: readonly string[], from: string, input?: string) {
    this.#from = from;
    if (input !== undefined) {
      const path = join(from, STDIN);
      this.#roots.push(rootOf(from));
      this.#files.push(path);
      this.#sources.set(path, inputOf(input));
    }
    for (const path of paths) {
      const real = realpathSync(resolve(from, path));
      const isFolder = statSync(real).isDirectory();
      this.#roots.push(rootOf(isFolder ? real : dirname(real)));
      if (isFolder) this.#walk(real, 0);
      else this.#files.push(real);
    }
  }

  /** Absolute paths of all files that may be configuration, each once. */
  get files(): readonly string[] {
    return [...new Set(this.#files)];
  }

  /** All texts that were read. */
  get sources(): Source[] {
    return [...this.#sources.values()].filter((each) => typeof each === 'object');
  }

  get gaps(): readonly Gap[] {
    return this.#gaps;
  }

  /** As reports name it: from where the command was given. */
  nameOf(path: string): string {
    const short = relative(this.#from, path);
    const name = short.startsWith(`..${sep}`) || short === '' ? path : short;
    return untrusted(name.split(sep).join('/'), LONGEST_NAME);
  }

  /** A text says why it cannot be read; `undefined`: there is no such file. */
  read(path: string): Source | string | undefined {
    const known = this.#sources.get(path);
    if (known !== undefined || this.#sources.has(path)) return known;
    const found = this.#load(path);
    this.#sources.set(path, found);
    return found;
  }

  /** Reads a file that belongs to something else, so that it is not judged on its own too. */
  use(path: string): Source | string | undefined {
    this.#used.add(path);
    return this.read(path);
  }

  isUsed(path: string): boolean {
    return this.#used.has(path);
  }

  isFolder(path: string): boolean {
    try {
      return this.#holds(realpathSync(path)) && statSync(path).isDirectory();
    } catch {
      return false;
    }
  }

  list(folder: string): string[] {
    if (!this.isFolder(folder)) return [];
    return readdirSync(folder)
      .toSorted()
      .map((name) => join(folder, name));
  }

  /** Files that could not be read, or only in part. */
  get broken(): number {
    return this.#broken.size;
  }

  gap(target: string, reason: string): void {
    if (this.#gaps.some((gap) => gap.target === target && gap.reason === reason)) return;
    this.#gaps.push({ target, reason });
  }

  problem(error: unknown, path: string): void {
    if (!(error instanceof FileProblem)) throw error;
    const { place } = error;
    this.#broken.add(place.file || path);
    const at = 'line' in place ? `:${place.line}:${place.column}` : '';
    this.gap(`${place.file || this.nameOf(path)}${at}`, error.message);
  }

  #holds(real: string): boolean {
    return this.#roots.some(
      (root) => real === root || real.startsWith(root.endsWith(sep) ? root : root + sep),
    );
  }

  #load(path: string): Source | string | undefined {
    let real: string;
    try {
      real = realpathSync(path);
    } catch {
      return undefined;
    }
    if (!this.#holds(real)) return 'It lies outside of the folder that was named.';
    try {
      return readText(real, this.nameOf(path));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      return code === '' ? 'It is no text.' : `It cannot be read (${code}).`;
    }
  }

  #walk(folder: string, depth: number): void {
    if (depth > MOST_DEPTH) return this.gap(this.nameOf(folder), 'nested too deep: not looked at');
    let names;
    try {
      names = readdirSync(folder, { withFileTypes: true });
    } catch {
      return this.gap(this.nameOf(folder), 'the folder cannot be read');
    }
    for (const entry of names.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) this.#walk(path, depth + 1);
      } else if (entry.isSymbolicLink()) this.#link(path);
      else if (entry.isFile() && READABLE.test(entry.name)) this.#add(path);
    }
  }

  #add(path: string): void {
    if (this.#files.length === MOST_FILES)
      this.gap(this.nameOf(path), `more than ${MOST_FILES} files: the rest was not looked at`);
    if (this.#files.length <= MOST_FILES) this.#files.push(path);
  }

  #link(path: string): void {
    if (!READABLE.test(basename(path)) || !existsSync(path)) return;
    if (this.#holds(realpathSync(path))) {
      if (statSync(path).isFile()) this.#files.push(path);
      return;
    }
    this.gap(this.nameOf(path), 'a link that leads out of the folder: not followed');
  }
}

/** The checkout that holds the folder, so that files beside it may be followed; else the folder itself. */
function rootOf(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return folder;
  }
}

function readText(path: string, name: string): Source | string {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) return 'It is no plain file.';
    if (stat.size > MOST_BYTES) return TOO_LARGE;
    const bytes = Buffer.alloc(stat.size);
    let length = 0;
    while (length < bytes.length) {
      const read = readSync(file, bytes, length, bytes.length - length, null);
      if (read === 0) break;
      length += read;
    }
    const text = bytes.toString('utf8', 0, length);
    return sourceOf(name, text);
  } finally {
    closeSync(file);
  }
}

function sourceOf(name: string, text: string): Source | string {
  return text.includes('\0') ? 'It is no text.' : new Source(name, text.replace(/^\uFEFF/, ''));
}

/** Nothing at all is what a renderer that failed leaves behind. */
function inputOf(text: string): Source | string {
  if (text.length > MOST_BYTES) return TOO_LARGE;
  return text.trim() === '' ? 'It is empty.' : sourceOf(STDIN, text);
}
