/** What a log-in that was let in shows: who the server says we are, and that it lists what is stored. */
import type { Exchange } from '../../model/observation.ts';
import { untrusted } from '../../model/untrusted.ts';
import type { Line } from '../../protocols/line.ts';
import { PRIVILEGES } from './header.ts';
import { query } from './query.ts';

/** `USER()` is the name that we gave and the host that the server saw. */
function addressOf(client: string): { seenAs?: string } {
  const host = /@([0-9a-fA-F.:]{3,45})$/.exec(client)?.[1];
  return host !== undefined && /[.:]/.test(host) ? { seenAs: untrusted(host, 60) } : {};
}

/** SHOW GRANTS is refused so where --skip-grant-tables left nothing to show. */
const OPTION_PREVENTS = 1290;

/**
 * An anonymous account has no name before the `@`; without grant tables MariaDB shows nothing on both sides of it.
 * SHOW GRANTS can show a hash of a password, and is asked only where there can be none.
 */
async function asWhom(line: Line, account: string): Promise<Inside['as']> {
  const nobody = account === '@' || account.startsWith('skip-grants user@');
  if (nobody && (await query(line, 'SHOW GRANTS')).error === OPTION_PREVENTS) return 'skip-grants';
  return account.startsWith('@') ? 'anonymous' : 'named';
}

export interface Inside {
  /** As whom the server says that it let us in. */
  readonly as: 'named' | 'anonymous' | 'skip-grants';
  readonly proof: readonly Exchange[];
  readonly grants: 'admin' | 'read';
  readonly seenAs: { seenAs?: string };
  readonly wantsFile: boolean;
}

export async function askInside(line: Line): Promise<Inside> {
  const who = await query(line, 'SELECT USER(), CURRENT_USER()');
  const databases = who.wantsFile ? who : await query(line, 'SHOW DATABASES');
  const privileges = databases.wantsFile ? databases : await query(line, PRIVILEGES);
  const [client, account] = who.rows[0] ?? [];
  return {
    as: await asWhom(line, account ?? ''),
    proof: [
      {
        asked: 'SHOW DATABASES',
        answered: databases.error === undefined ? 'rows' : `error ${databases.error}`,
      },
    ],
    grants: Number(privileges.rows[0]?.[0] ?? 0) > 0 ? 'admin' : 'read',
    seenAs: addressOf(client ?? ''),
    wantsFile: privileges.wantsFile,
  };
}
