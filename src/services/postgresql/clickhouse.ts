/**
 * ClickHouse in PostgreSQL's words (port 9005). It hangs up on a user that it does not know, and asks for the password
 * itself, in clear text, where one is set.
 * https://clickhouse.com/docs/interfaces/postgresql
 */
import type { Dialogue, Line } from '../../protocols/line.ts';
import { look, type Look } from '../service.ts';
import { speakerOf } from './ready.ts';
import { leave, query } from './query.ts';
import { attempt, type Attempt, type Outcome, type Ready } from './session.ts';
import { exchangesOf, kindOf } from './words.ts';

const STANDARD = { user: 'default', database: 'default' };

/** The earlier attempts, under a name that ClickHouse does not know, are the negative control: it hung up. */
export async function lookAtClickhousePgwire(
  dialogue: Dialogue,
  earlier: readonly Attempt[],
): Promise<Look> {
  const wrapped = earlier.every(({ encrypted }) => encrypted);
  const { line, encrypted, outcome } = await attempt(dialogue, STANDARD, { tls: false, wrapped });
  if (outcome.kind === 'fault') throw outcome.error;
  const facts = {
    protocol: 'pgwire',
    plaintext: encrypted ? null : true,
    proof: exchangesOf([{ line, encrypted, outcome }], 'default'),
    control: exchangesOf(earlier),
  } as const;
  try {
    return outcome.kind === 'ready' && line
      ? await read(line, outcome, facts)
      : refused(outcome, facts);
  } finally {
    leave(line);
  }
}

function refused(outcome: Outcome, facts: Partial<Look>): Look {
  if (outcome.kind === 'asks') {
    return look({
      ...facts,
      // PostgreSQL itself never hangs up on a name before it asks.
      product: outcome.method === 'cleartext' ? 'clickhouse' : null,
      access: 'protected',
      authMethods: [outcome.method],
      reason: 'It asks the user default for a password, in the words of PostgreSQL.',
    });
  }
  const access = kindOf(outcome) === 'busy' ? 'unknown' : 'identified';
  return look({
    ...facts,
    access,
    reason:
      'It speaks the protocol of PostgreSQL, and refuses the standard users without asking for a credential.',
  });
}

async function read(line: Line, { parameters }: Ready, facts: Partial<Look>): Promise<Look> {
  const { rows, error } = await query(line, 'SELECT currentUser(), count() FROM system.databases');
  const answered = error === undefined && rows.length > 0;
  const words = answered ? 'a row' : `ErrorResponse ${error ?? 'none, and no row'}`;
  return look({
    ...facts,
    ...speakerOf(parameters),
    proof: [
      ...(facts.proof ?? []),
      { asked: 'Query: who am I, and how many databases are there', answered: words },
    ],
    access: answered ? 'open' : 'identified',
    grants: answered ? 'read' : null,
    authMethods: ['none'],
    reason: `It starts a session for the user default and asks for no credential${answered ? '' : '; the query that followed was refused'}.`,
  });
}
