/**
 * PostgreSQL: a session as the standard user, in TLS and in clear text, and a random name beside it where one is ready.
 * Three connections at most, whatever the answers are.
 */
import { parseSslAnswer } from '../../protocols/pgwire.ts';
import type { Dialogue, Line } from '../../protocols/line.ts';
import { lookAtPgbouncer } from '../pgbouncer/look.ts';
import type { Look, Opening } from '../service.ts';
import { lookAtClickhousePgwire } from './clickhouse.ts';
import { postgresql, READ_ONLY } from './header.ts';
import { judgeReady, type How } from './ready.ts';
import { leave } from './query.ts';
import {
  attempt,
  encrypt,
  faultOf,
  refusal,
  startUp,
  type Attempt,
  type Names,
} from './session.ts';
import { judgeRefused } from './verdict.ts';

const STANDARD: Names = { user: 'postgres', database: 'postgres', options: READ_ONLY };
/** Where somebody dropped the database postgres; initdb makes both. */
const OTHER_DATABASE: Names = { ...STANDARD, database: 'template1' };

export async function lookAtPostgresql(all: Dialogue, { line }: Opening): Promise<Look> {
  const dialogue = all.speaking(postgresql);
  const wrapped = line.encrypted;
  line.narrow(postgresql);
  const answer = await line.read(parseSslAnswer);
  if (answer.kind === 'no-tls') line.withoutTls();
  const how = { tls: answer.kind === 'tls', wrapped };
  const first =
    answer.kind === 'error'
      ? { line: undefined, encrypted: wrapped, outcome: refusal(answer.fields, false) }
      : await firstAttempt(dialogue, line, how);
  if (isPooler(first)) return lookAtPgbouncer(all, how);
  const attempts = [first];
  // Where TLS is not even answered by a yes or no, a session in clear text is all that can be asked.
  if (how.tls || answer.kind === 'error')
    attempts.push(await attempt(dialogue, STANDARD, { tls: false, wrapped }));
  return judge(dialogue, attempts, how);
}

async function judge(dialogue: Dialogue, attempts: Attempt[], how: How): Promise<Look> {
  if (attempts.some(({ outcome }) => outcome.kind === 'ready'))
    return judgeReady(dialogue, attempts, how);
  for (const { line } of attempts) line?.close();
  if (
    attempts.every(({ outcome }) => outcome.kind === 'fault' && outcome.error.fault === 'closed')
  ) {
    return lookAtClickhousePgwire(dialogue, attempts);
  }
  // A control takes one connection more, so that this is only for those that offer no TLS.
  const dropped = attempts.some(
    ({ outcome }) => outcome.kind === 'refused' && outcome.let && outcome.code === '3D000',
  );
  if (dropped && attempts.length === 1) {
    const other = await attempt(dialogue, OTHER_DATABASE, { ...how, tls: false });
    if (other.outcome.kind === 'ready') return judgeReady(dialogue, [other], how);
    leave(other.line);
  }
  return judgeRefused(attempts, speakerOfRefusal(attempts));
}

async function firstAttempt(
  dialogue: Dialogue,
  line: Line,
  { tls, wrapped }: How,
): Promise<Attempt> {
  try {
    if (tls) await encrypt(line);
    return { line, encrypted: tls || wrapped, outcome: await startUp(dialogue, line, STANDARD) };
  } catch (error) {
    line.close();
    return { line: undefined, encrypted: tls || wrapped, outcome: faultOf(error) };
  }
}

/** https://www.pgbouncer.org/config.html#ignore_startup_parameters */
function isPooler({ outcome }: Attempt): boolean {
  return (
    outcome.kind === 'refused' &&
    /^(?:unsupported startup parameter|no such user|bouncer config error)/.test(outcome.text)
  );
}

function speakerOfRefusal(attempts: readonly Attempt[]): string {
  const cockroach = attempts.some(
    ({ outcome }) => outcome.kind === 'refused' && /node is running secure mode/.test(outcome.text),
  );
  return cockroach ? 'cockroachdb' : 'postgresql';
}
