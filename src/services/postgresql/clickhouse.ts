/**
 * ClickHouse in PostgreSQL's words (port 9005). It hangs up on a user that it does not know, and asks for the password
 * itself, in clear text, where one is set.
 * https://clickhouse.com/docs/interfaces/postgresql
 */
import type { Dialogue } from '../../protocols/line.ts';
import { look, type Look } from '../service.ts';
import { speakerOf } from './ready.ts';
import { attempt, leave, query, type Attempt } from './session.ts';
import { exchangesOf, kindOf } from './verdict.ts';

const STANDARD = { user: 'default', database: 'default' };

/** The earlier attempts, under a name that ClickHouse does not know, are the negative control: it hung up. */
export async function lookAtClickhousePgwire(dialogue: Dialogue, earlier: readonly Attempt[]): Promise<Look> {
  const found = await attempt(dialogue, STANDARD, { tls: false, wrapped: earlier.every(({ encrypted }) => encrypted) && earlier.length === 1 });
  const { line, outcome } = found;
  const facts = {
    protocol: 'pgwire',
    plaintext: found.encrypted ? null : true,
    proof: exchangesOf([found], 'default'),
    control: exchangesOf(earlier),
  } as const;
  if (outcome.kind === 'fault') throw outcome.error;
  if (outcome.kind === 'asks') {
    leave(line);
    const cleartext = outcome.method === 'cleartext';
    return look({ ...facts, product: cleartext ? 'clickhouse' : null, access: 'protected', authMethods: [outcome.method], reason: 'It asks the user default for a password, in PostgreSQL’s words.' });
  }
  if (outcome.kind !== 'ready' || !line) {
    return look({ ...facts, access: kindOf(outcome) === 'busy' ? 'unknown' : 'identified', reason: 'It speaks PostgreSQL’s protocol, and refuses its standard users without asking for a credential.' });
  }
  const { rows, error } = await query(line, 'SELECT currentUser(), count() FROM system.databases');
  leave(line);
  const answered = error === undefined && rows.length > 0;
  return look({
    ...facts,
    ...speakerOf(outcome.parameters),
    proof: [...facts.proof, { asked: 'Query: who am I, and how many databases are there', answered: answered ? 'a row' : `ErrorResponse ${error ?? ''}` }],
    access: answered ? 'open' : 'identified',
    grants: answered ? 'read' : null,
    authMethods: ['none'],
    reason: answered ? 'It starts a session for the user default and asks for no credential.' : 'It starts a session for the user default, and refuses the query that followed.',
  });
}
