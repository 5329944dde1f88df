/** PgBouncer's own database, in which it is administered: https://www.pgbouncer.org/usage.html#admin-console */
import { untrustedVersion } from '../../model/untrusted.ts';
import type { Dialogue, Line } from '../../protocols/line.ts';
import { query } from '../postgresql/query.ts';
import { look, type Look } from '../service.ts';
import { pgbouncer } from './header.ts';

/** `line` is a session in the console that asked for no credential; `facts` is what was seen before. */
export async function lookAtConsole(
  dialogue: Dialogue,
  line: Line,
  facts: Partial<Look>,
  version?: string,
): Promise<Look> {
  line.narrow(pgbouncer);
  const config = await query(line, 'SHOW CONFIG');
  const control = await query(line, `SHOW ${dialogue.nonce()}`);
  const type = config.rows.find(([name]) => name === 'auth_type')?.[1];
  const anybody = type === 'any';
  const named = {
    ...facts,
    product: 'pgbouncer',
    version: untrustedVersion(version),
    proof: [
      ...(facts.proof ?? []),
      {
        asked: 'SHOW CONFIG',
        answered: config.error
          ? `ErrorResponse ${config.error}`
          : `rows${anybody ? ', auth_type any' : ''}`,
      },
    ],
    control: [
      ...(facts.control ?? []),
      {
        asked: 'SHOW a word that does not exist',
        answered: control.error ? `ErrorResponse ${control.error}` : 'an answer',
      },
    ],
  };
  if (!control.error)
    return look({
      ...named,
      product: null,
      version: null,
      access: 'decoy',
      reason: 'Its console knows a word that does not exist in any PgBouncer.',
    });
  if (config.error)
    return look({
      ...named,
      access: 'partial',
      grants: 'metadata',
      reason: 'Its console lets a stranger in, and refuses to show the settings.',
    });
  return look({
    ...named,
    access: 'open',
    grants: 'admin',
    authMethods: ['none'],
    reason: `Its console and the databases behind it take sessions without a credential${anybody ? ' (auth_type any)' : ''}.`,
  });
}
