/** What a log-in without credentials, and one with them, are in each version of Bolt. */
import {
  encodeBolt,
  parseBolt,
  type BoltAnswer,
  type BoltRequest,
  type BoltVersion,
} from '../../protocols/bolt/bolt.ts';
import type { Line } from '../../protocols/line.ts';

export interface Account {
  readonly user: string;
  readonly password: string;
}

export interface Greeted {
  readonly answer: BoltAnswer;
  /** What it calls itself, wherever it said so. */
  readonly server: string | undefined;
}

/** Since 5.1 the log-in is a message of its own: https://neo4j.com/docs/bolt/current/bolt/message/#messages-logon */
export async function greet(
  line: Line,
  { major, minor }: BoltVersion,
  agent: string,
  account?: Account,
): Promise<Greeted> {
  if (major < 5 || minor === 0) {
    const hello: BoltRequest = account
      ? { kind: 'hello-basic', agent, ...account }
      : { kind: 'hello', agent, none: true };
    const answer = await say(line, hello);
    return { answer, server: serverIn(answer) };
  }
  const hello = await say(line, { kind: 'hello', agent, none: false });
  if (hello.kind !== 'success') return { answer: hello, server: undefined };
  const answer = await say(line, account ? { kind: 'logon', ...account } : { kind: 'logon-none' });
  return { answer, server: serverIn(hello) };
}

export function say(line: Line, request: BoltRequest): Promise<BoltAnswer> {
  return line.ask('bolt', encodeBolt(request), parseBolt);
}

function serverIn(answer: BoltAnswer): string | undefined {
  return answer.kind === 'success' ? answer.server : undefined;
}

export function wordsFor(answer: BoltAnswer): string {
  if (answer.kind !== 'failure') return answer.kind.toUpperCase();
  // A code is dotted words: https://neo4j.com/docs/status-codes/current/
  return `FAILURE ${/^[A-Za-z]+(?:\.[A-Za-z]+){3}$/.exec(answer.code)?.[0] ?? 'without a code'}`;
}
