import type { Control } from '../../model/access.ts';
import type { Answer } from './answer.ts';

/** https://clickhouse.com/docs/sql-reference/statements/grant#privileges */
const ADMINISTERS = /^(?:ALL|SYSTEM|ACCESS MANAGEMENT|CREATE USER|ALTER USER|ROLE ADMIN)$/;
const WRITES = /^(?:INSERT|ALTER|CREATE|DROP|TRUNCATE|DELETE)\b/;

/**
 * The standard user may do everything unless the server shows a limit: `readonly` of its profile, or its grants.
 * A GET sets `readonly` to 2 by itself, so over HTTP only 1 is the profile's own.
 * https://clickhouse.com/docs/operations/settings/permissions-for-queries
 */
export function grantsOf(readonly: string, grants: Answer | undefined, overHttp: boolean): Control {
  if (readonly === '1' || (readonly === '2' && !overHttp)) return 'read';
  if (!grants) return 'admin';
  if ('code' in grants) return 'read';
  const privileges = grants.rows.flatMap(([line = '']) =>
    (/^GRANT (.+?) ON /.exec(line)?.[1] ?? '').split(/, ?/),
  );
  if (privileges.some((each) => ADMINISTERS.test(each))) return 'admin';
  if (privileges.some((each) => WRITES.test(each))) return 'read-write';
  return privileges.some((each) => each.startsWith('SELECT')) ? 'read' : 'metadata';
}
