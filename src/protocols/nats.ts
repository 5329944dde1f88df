/**
 * NATS, a protocol of lines: the server greets with INFO, the client says CONNECT, and PING is answered by PONG.
 * https://docs.nats.io/reference/reference-protocols/nats-protocol
 */
import { ProtocolError, type Parse } from './codec.ts';

const CRLF = '\r\n';
const MAX_LINE = 64 * 1024;

export type NatsLine =
  /** Its JSON, as text. */
  | { readonly kind: 'INFO'; readonly text: string }
  | { readonly kind: 'PING' | 'PONG' | '+OK' }
  /** The words between the quotes. */
  | { readonly kind: '-ERR'; readonly text: string };

export const parseNatsLine: Parse<NatsLine> = (bytes) => {
  const end = bytes.indexOf(CRLF, 0, 'latin1');
  if ((end === -1 ? bytes.length : end) > MAX_LINE)
    throw new ProtocolError('a NATS line without an end');
  if (end === -1) return undefined;
  return { value: lineOf(bytes.toString('utf8', 0, end)), length: end + CRLF.length };
};

function lineOf(line: string): NatsLine {
  const [word = ''] = line.split(/[ \t]/, 1);
  const kind = word.toUpperCase();
  const text = line.slice(word.length).trim();
  if (kind === 'INFO') return { kind, text };
  if (kind === '-ERR') return { kind, text: text.replaceAll(/^'|'$/g, '') };
  if (kind === 'PING' || kind === 'PONG' || kind === '+OK') return { kind };
  throw new ProtocolError('a NATS line that no server sends unasked');
}

export interface NatsQuestions {
  /** How we call ourselves, in CONNECT. */
  readonly name: string;
  readonly version: string;
  /** A subject that nobody publishes on. */
  readonly subject: string;
  /** A verb that no server knows. */
  readonly verb: string;
}

/** One packet: who we are, one subscription and its end, and a verb that must be refused. Verbose: each is acknowledged. */
export function encodeNatsQuestions({ name, version, subject, verb }: NatsQuestions): Buffer {
  const connect = { verbose: true, pedantic: false, lang: 'node', name, version, protocol: 1 };
  const lines = [`CONNECT ${JSON.stringify(connect)}`, 'PING', `SUB ${subject} 1`, 'UNSUB 1', verb];
  return Buffer.from(`${lines.join(CRLF)}${CRLF}`);
}

export interface NatsAccount {
  readonly user: string;
  readonly password: string;
}

/** An owner's log-in. */
export function encodeNatsConnect(name: string, account?: NatsAccount): Buffer {
  const words = account ? { user: account.user, pass: account.password } : {};
  const connect = { verbose: false, pedantic: false, lang: 'node', name, protocol: 1, ...words };
  return Buffer.from([`CONNECT ${JSON.stringify(connect)}`, 'PING', ''].join(CRLF));
}

const OURS: readonly [RegExp, (found: RegExpExecArray) => string][] = [
  // No user, password, token, key or signature may stand in it.
  [
    /^CONNECT \{"verbose":true,"pedantic":false,"lang":"node","name":"[\w ./-]{1,100}","version":"[\w.-]{1,40}","protocol":1\}$/,
    () => 'CONNECT without credentials',
  ],
  // Only an owner says it; neither name nor password is told.
  [
    /^CONNECT \{"verbose":false,"pedantic":false,"lang":"node","name":"[\w ./-]{1,100}","protocol":1(?:,"user":"(?:[^"\\]|\\.){1,200}","pass":"(?:[^"\\]|\\.){0,4096}")?\}$/,
    () => 'CONNECT of an owner',
  ],
  [/^PING$/, () => 'PING'],
  [/^SUB (\w{1,40}) 1$/, (found) => `SUB ${found[1] ?? ''}`],
  [/^UNSUB 1$/, () => 'UNSUB'],
  [/^(nl[\da-f]{1,40})$/, (found) => found[1] ?? ''],
];

export function describeNats(bytes: Buffer): string[] {
  const text = bytes.toString('latin1');
  if (!text.endsWith(CRLF)) throw new ProtocolError('not whole NATS lines');
  return text
    .slice(0, -CRLF.length)
    .split(CRLF)
    .map((line) => {
      for (const [pattern, words] of OURS) {
        const found = pattern.exec(line);
        if (found) return words(found);
      }
      throw new ProtocolError('a NATS line that is not ours');
    });
}
