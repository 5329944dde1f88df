/**
 * A file of lines in which each holds the SHA-256 of the one before and is signed (Ed25519, RFC 8032), so that no line
 * can be changed, taken out or put in unnoticed by whoever lacks the key. Lines cut off at the end are not noticed by
 * the file itself: whoever keeps its head elsewhere (a case keeps that of its snapshots) notices those too.
 *
 *     line = '{"entry":' JSON ',"signature":"' hex '"}' LF
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { closeSync, constants, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import type { z } from 'zod';
import { FILE_MODE, readPlain, syncFolderOf } from './private-files.ts';

export const NOTHING_BEFORE = '0'.repeat(64);
const MOST_BYTES = 256 * 1024 * 1024;
/** `}` of the entry, `,"signature":"`, 64 bytes in hex, `"}`. */
const LINE = /^\{"entry":(\{.*\}),"signature":"([0-9a-f]{128})"\}$/;

export class ChainError extends Error {
  override readonly name = 'ChainError';
}

export const sha256 = (bytes: Buffer | string): string =>
  createHash('sha256').update(bytes).digest('hex');

export interface Linked {
  readonly seq: number;
  readonly at: string;
  readonly before: string;
}

export interface Key {
  readonly secret: KeyObject;
  /** SubjectPublicKeyInfo in hex. */
  readonly open: string;
}

export function makeKey(): { readonly key: Key; readonly pem: string } {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { key: keyOf(pem), pem };
}

export function keyOf(pem: string): Key {
  const secret = createPrivateKey(pem);
  const open = createPublicKey(pem).export({ type: 'spki', format: 'der' }).toString('hex');
  return { secret, open };
}

export interface ReadChain<T> {
  readonly entries: readonly T[];
  /** SHA-256 of the last line, to be kept elsewhere. */
  readonly head: string;
  /** A last line without its end: the program was killed while it wrote it. */
  readonly torn: boolean;
  readonly length: number;
}

/** Every line, or the first fault in words. `open` is the key as the first line names it, where none is given. */
export function readChain<T extends Linked>(
  path: string,
  schema: z.ZodType<T>,
  openKey: (first: T) => string,
): ReadChain<T> {
  const text = readPlain(path, MOST_BYTES);
  const end = text.lastIndexOf(0x0a) + 1;
  const lines = text.subarray(0, end).toString('utf8').split('\n').slice(0, -1);
  if (Buffer.byteLength(lines.join('\n')) + (lines.length > 0 ? 1 : 0) !== end)
    throw new ChainError('it holds bytes that are no text');
  const entries: T[] = [];
  let head = NOTHING_BEFORE;
  let key: KeyObject | undefined;
  for (const [index, line] of lines.entries()) {
    const where = `line ${index + 1}`;
    const [, body = '', signature = ''] = LINE.exec(line) ?? [];
    const entry = entryOf(body, schema, where);
    if (entry.seq !== index)
      throw new ChainError(`${where}: it is not the ${index + 1}th that was written`);
    if (entry.before !== head)
      throw new ChainError(`${where}: the line before it is not the one that was there`);
    key ??= publicKey(openKey(entry));
    if (!verify(null, Buffer.from(body), key, Buffer.from(signature, 'hex')))
      throw new ChainError(`${where}: its signature does not fit`);
    entries.push(entry);
    head = sha256(line);
  }
  return { entries, head, torn: end < text.length, length: end };
}

function publicKey(hex: string): KeyObject {
  try {
    return createPublicKey({ key: Buffer.from(hex, 'hex'), type: 'spki', format: 'der' });
  } catch {
    throw new ChainError('its key is none');
  }
}

function entryOf<T extends Linked>(body: string, schema: z.ZodType<T>, where: string): T {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new ChainError(`${where}: no entry and signature`);
  }
  const result = schema.safeParse(value);
  if (!result.success) throw new ChainError(`${where}: not as it was written`);
  return result.data;
}

/** Adds lines; each is on disk before `add` comes back. */
export class Chain<E> {
  readonly #path: string;
  readonly #key: Key;
  #head: string;
  #seq: number;

  constructor(path: string, key: Key, at: { readonly head: string; readonly seq: number }) {
    this.#path = path;
    this.#key = key;
    this.#head = at.head;
    this.#seq = at.seq;
  }

  get head(): string {
    return this.#head;
  }

  add(event: E, at: Date = new Date()): Linked & { readonly event: E } {
    const entry = { seq: this.#seq, at: at.toISOString(), before: this.#head, event };
    const body = JSON.stringify(entry);
    const signature = sign(null, Buffer.from(body), this.#key.secret).toString('hex');
    const line = `{"entry":${body},"signature":"${signature}"}`;
    appendLine(this.#path, line);
    this.#head = sha256(line);
    this.#seq += 1;
    return entry;
  }
}

function appendLine(path: string, line: string): void {
  const { O_WRONLY, O_CREAT, O_APPEND, O_NOFOLLOW } = constants;
  const file = openSync(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW, FILE_MODE);
  try {
    const bytes = Buffer.from(`${line}\n`);
    let done = 0;
    while (done < bytes.length) done += writeSync(file, bytes, done);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  syncFolderOf(path);
}

/** Takes off a line that was never finished, so that the next one stands on its own. */
export function cutTorn(path: string, length: number): void {
  const file = openSync(path, constants.O_WRONLY | constants.O_NOFOLLOW);
  ftruncateSync(file, length);
  fsyncSync(file);
  closeSync(file);
}
