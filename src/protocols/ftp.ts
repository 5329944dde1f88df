/**
 * FTP, its control connection alone: one command a line, and answers of one line or several.
 *
 *     answer = code SP text CRLF | code - text CRLF { line CRLF } code SP text CRLF
 *
 * https://www.rfc-editor.org/rfc/rfc959#section-4.2
 */
import { ProtocolError, type Parse } from './codec.ts';

const MAX_LINE = 2048;
const MAX_LINES = 2000;
const MAX_BYTES = 128 * 1024;
const USER = /^[A-Za-z0-9_.@-]{1,64}$/;
/** What a visitor without an account gives for a password: https://www.rfc-editor.org/rfc/rfc1635 */
const VISITOR = 'nightlatch@invalid';

export interface FtpAnswer {
  readonly code: number;
  /** Without the code, where a line has one. */
  readonly lines: readonly string[];
}

export type FtpCommand =
  | 'FEAT'
  | 'PWD'
  | 'AUTH TLS'
  | 'STAT /'
  | 'PASS'
  | 'QUIT'
  | { readonly user: string }
  | { readonly nonce: string };

export const parseFtp: Parse<FtpAnswer> = (bytes) => {
  const lines: string[] = [];
  let code: string | undefined;
  let at = 0;
  for (let line = lineOf(bytes, at); line; line = lineOf(bytes, at)) {
    at = line.end;
    code ??= codeOf(line.text);
    const last = line.text.startsWith(`${code} `) || line.text === code;
    lines.push(line.text.startsWith(code) ? line.text.slice(code.length + 1) : line.text);
    if (last) return { value: { code: Number(code), lines }, length: at };
    if (lines.length >= MAX_LINES) throw new ProtocolError('an FTP answer without an end');
  }
  return undefined;
};

function codeOf(text: string): string {
  const found = /^([1-6]\d\d)(?:[ -]|$)/.exec(text)?.[1];
  if (found === undefined) throw new ProtocolError('no FTP answer');
  return found;
}

function lineOf(bytes: Buffer, at: number): { text: string; end: number } | undefined {
  const end = bytes.indexOf(0x0a, at);
  if ((end < 0 ? bytes.length : end) - at > MAX_LINE || at > MAX_BYTES)
    throw new ProtocolError('an FTP answer that is too long');
  if (end < 0) return undefined;
  return { text: bytes.toString('utf8', at, end).replace(/\r$/, ''), end: end + 1 };
}

export function encodeFtp(command: FtpCommand): Buffer {
  return Buffer.from(`${wordsOf(command)}\r\n`);
}

function wordsOf(command: FtpCommand): string {
  if (command === 'PASS') return `PASS ${VISITOR}`;
  if (typeof command === 'string') return command;
  const word = 'user' in command ? command.user : command.nonce;
  if (!USER.test(word)) throw new ProtocolError('no word for an FTP server');
  return 'user' in command ? `USER ${word}` : word;
}

/** Our own commands as they are; the password is the one that every visitor gives, and no secret. */
export function describeFtp(bytes: Buffer): string[] {
  const text = bytes.toString('latin1');
  if (!/^(?:[A-Za-z0-9_.@/-]+(?: [A-Za-z0-9_.@/-]+)?\r\n)+$/.test(text))
    throw new ProtocolError('no FTP command of ours');
  return text.split('\r\n').slice(0, -1);
}
