/**
 * The beginning of a conversation with an rsync daemon: lines of text, until it takes a module or refuses it.
 *
 *     server: @RSYNCD: 31.0 sha512 md5\n [message of the day, a blank line]
 *     client: @RSYNCD: 31.0\n, and #list\n or the name of a module\n
 *     server: module lines and @RSYNCD: EXIT | @RSYNCD: OK | @RSYNCD: AUTHREQD challenge | @ERROR: words
 *
 * https://github.com/RsyncProject/rsync/blob/master/csprotocol.txt
 */
import { ProtocolError, type Parse } from './codec.ts';
import { transcriptWord } from './transcript-word.ts';

/** The version that we speak: understood by every daemon since 3.0, and it asks for no list of digests. */
const OURS = '@RSYNCD: 31.0\n';
const LIST = '#list\n';
const MAX_LINE = 1024;
const MAX_TEXT = 64 * 1024;
/** A module's name as it may be sent: one line, and no command, which begin with `#`. */
const MODULE = /^[^\p{Cc}#][^\p{Cc}]*$/u;

export interface RsyncGreeting {
  readonly version: string;
  /** Names of digests for the challenge; empty before 3.2.7, which has no choice. */
  readonly digests: readonly string[];
}

export type RsyncAnswer =
  | { readonly kind: 'ok' }
  | { readonly kind: 'auth-required' }
  | { readonly kind: 'error'; readonly text: string };

export type RsyncList =
  | RsyncAnswer
  | { readonly kind: 'modules'; readonly names: readonly string[] };

export const parseRsyncGreeting: Parse<RsyncGreeting> = (bytes) => {
  const line = lineOf(bytes, 0);
  if (!line) {
    // Whatever it is, it says by its first bytes whether it may become a greeting.
    const start = '@RSYNCD: ';
    const said = bytes.toString('latin1', 0, start.length);
    if (!start.startsWith(said)) throw new ProtocolError('no greeting of an rsync daemon');
    return undefined;
  }
  const found = /^@RSYNCD: (\d{1,3}(?:\.\d{1,3})?)((?: [\w-]{1,32}){0,16}) *$/.exec(line.text);
  if (!found) throw new ProtocolError('no greeting of an rsync daemon');
  const [, version = '', digests = ''] = found;
  return { value: { version, digests: digests.split(' ').filter(Boolean) }, length: line.end };
};

/** The modules that it lists; a message of the day comes before them and ends in a blank line. */
export const parseRsyncModules: Parse<RsyncList> = (bytes) => {
  let names: string[] = [];
  let at = 0;
  for (let line = lineOf(bytes, at); line; line = lineOf(bytes, at)) {
    at = line.end;
    if (line.text === '@RSYNCD: EXIT') return { value: { kind: 'modules', names }, length: at };
    if (line.text.startsWith('@ERROR')) return { value: errorOf(line.text), length: at };
    if (line.text === '') names = [];
    const [name, comment] = line.text.split('\t', 2);
    if (name && comment !== undefined) names.push(name.trimEnd());
  }
  return undefined;
};

/** Its word on a module; what it says of the day comes before. */
export const parseRsyncAnswer: Parse<RsyncAnswer> = (bytes) => {
  let at = 0;
  for (let line = lineOf(bytes, at); line; line = lineOf(bytes, at)) {
    at = line.end;
    if (line.text === '@RSYNCD: OK') return { value: { kind: 'ok' }, length: at };
    if (line.text.startsWith('@RSYNCD: AUTHREQD '))
      return { value: { kind: 'auth-required' }, length: at };
    if (line.text.startsWith('@ERROR')) return { value: errorOf(line.text), length: at };
  }
  return undefined;
};

function errorOf(text: string): RsyncAnswer {
  return { kind: 'error', text: text.replace(/^@ERROR:? ?/, '') };
}

function lineOf(bytes: Buffer, at: number): { text: string; end: number } | undefined {
  const end = bytes.indexOf(0x0a, at);
  if ((end < 0 ? bytes.length : end) - at > MAX_LINE || at > MAX_TEXT)
    throw new ProtocolError('more text than an rsync daemon begins with');
  if (end < 0) return undefined;
  return { text: bytes.toString('utf8', at, end).replace(/\r$/, ''), end: end + 1 };
}

export function encodeRsyncList(): Buffer {
  return Buffer.from(OURS + LIST);
}

/** Whether a name that a daemon listed can be asked for, and be told in a transcript. */
export function isRsyncModule(name: string): boolean {
  return MODULE.test(name) && transcriptWord(name) !== undefined;
}

export function encodeRsyncModule(name: string): Buffer {
  if (!isRsyncModule(name)) throw new ProtocolError('no name of a module');
  return Buffer.from(`${OURS}${name}\n`);
}

/** Our own requests: `list`, or `module` and its name. */
export function describeRsync(bytes: Buffer): string[] {
  if (bytes.equals(encodeRsyncList())) return ['list'];
  const name = bytes.toString('utf8', OURS.length, bytes.length - 1);
  const word = transcriptWord(name);
  if (word === undefined || !encodeRsyncModule(name).equals(bytes))
    throw new ProtocolError('no request of ours to an rsync daemon');
  return [`module ${word}`];
}
