/** What the answers of a Cassandra mean, once a session is ready. */
import { CQL_ERROR, type CqlAnswer } from '../../protocols/cql.ts';
import { look, type Look } from '../service.ts';
import type { Inside } from './session.ts';

export type Facts = Omit<Partial<Look>, 'access' | 'reason'>;

const ERRORS: ReadonlyMap<number, string> = new Map([
  [CQL_ERROR.protocol, 'Protocol error'],
  [CQL_ERROR.badCredentials, 'Bad credentials'],
  [CQL_ERROR.overloaded, 'Overloaded'],
  [CQL_ERROR.bootstrapping, 'Is bootstrapping'],
  [CQL_ERROR.unauthorized, 'Unauthorized'],
  [CQL_ERROR.invalid, 'Invalid'],
]);

/** What kind of answer it was; an error as the specification names it. */
export function wordFor(answer: CqlAnswer): string {
  switch (answer.kind) {
    case 'rows':
      return answer.rows.length > 0 ? 'rows' : 'no rows';
    case 'error':
      return `error ${ERRORS.get(answer.code) ?? answer.code}`;
    case 'ready':
      return 'READY';
    case 'authenticate':
      return 'AUTHENTICATE';
    case 'supported':
      return 'SUPPORTED';
    case 'auth-success':
      return 'AUTH_SUCCESS';
    case 'auth-challenge':
      return 'AUTH_CHALLENGE';
    case 'other':
      return 'something else';
  }
}

export function judgeInside(facts: Facts, inside: Inside): Look {
  const { release, local, keyspaces, control } = inside;
  const seen = {
    ...facts,
    version: release,
    proof: [
      { asked: 'STARTUP', answered: 'READY' },
      { asked: 'the release in system.local', answered: wordFor(local) },
      { asked: 'the names of the keyspaces', answered: wordFor(keyspaces) },
    ],
    control: [{ asked: 'a table that does not exist', answered: wordFor(control) }],
  };
  if (control.kind !== 'error')
    return look({
      ...seen,
      product: null,
      access: 'decoy',
      reason: 'It answers a query of a table that does not exist.',
    });
  const hasRows = [local, keyspaces].some(
    (answer) => answer.kind === 'rows' && answer.rows.length > 0,
  );
  if (!hasRows)
    return look({
      ...seen,
      access: 'unknown',
      reason: `It let us in without a log-in, and answered no query: ${wordFor(local)}.`,
    });
  if (keyspaces.kind === 'error' && keyspaces.code === CQL_ERROR.unauthorized)
    return look({
      ...seen,
      access: 'partial',
      grants: 'metadata',
      authMethods: ['none'],
      reason: 'It answers queries without a log-in, and keeps the names of its keyspaces.',
    });
  return look({
    ...seen,
    access: 'open',
    // Without an authenticator there are no rights to lack.
    grants: 'admin',
    authMethods: ['none'],
    reason: 'It answers queries to a client that never logged in.',
  });
}
