/** What a session without a password can be asked, over HTTP as over the native protocol, and what its answers mean. */
import type { Control } from '../../model/access.ts';
import { untrustedVersion } from '../../model/untrusted.ts';
import type { Exchange } from '../../model/observation.ts';
import { look, type Look } from '../service.ts';
import { plainAddress, CODES, type Facts } from './refusal.ts';

export const SQL = {
  version: 'SELECT version()',
  databases: 'SHOW DATABASES',
  grants: 'SHOW GRANTS',
} as const;

/** Our own line in the list of running queries, by the id that we gave it: the address that the server sees us come from. */
export function selfSql(id: string): string {
  return `SELECT toString(address), (SELECT value FROM system.settings WHERE name = 'readonly') FROM system.processes WHERE query_id = '${id}'`;
}

/** The rows of an answer, or the code of an exception. */
export type Answer = { readonly rows: readonly (readonly string[])[] } | { readonly code: number; readonly text: string };

export type Run = (sql: string, id?: string) => Promise<Answer>;

export interface Session {
  readonly databases: Answer;
  readonly self: Answer;
  readonly grants: Answer | undefined;
}

/** `SHOW GRANTS` came with the access control of 20.4; before that it is a syntax error in the server's log. */
const WITH_GRANTS = 20;

export async function askSession(run: Run, version: string | null, id: string): Promise<Session> {
  const databases = await run(SQL.databases);
  const self = await run(selfSql(id), id);
  const major = Number.parseInt(version ?? '', 10);
  const grants = major >= WITH_GRANTS ? await run(SQL.grants) : undefined;
  return { databases, self, grants };
}

/** What the random user met: refused, or let in and told apart from a server that says yes to everything. */
export interface Stranger {
  readonly control: readonly Exchange[];
  readonly outcome: 'refused' | 'let-in' | 'decoy';
}

export function judgeSession(facts: Facts, session: Session, stranger: Stranger, overHttp: boolean): Look {
  const { databases, self } = session;
  const visible = 'rows' in databases ? databases.rows.filter(([name = '']) => name !== '').length : 0;
  const proof = [...(facts.proof ?? []), { asked: SQL.databases, answered: kindOf(databases, `${visible} databases`) }];
  const [address = '', readonly = ''] = 'rows' in self ? (self.rows[0] ?? []) : [];
  const seen = {
    product: 'clickhouse',
    ...facts,
    proof,
    control: stranger.control,
    authMethods: ['none'],
    ...(/^[0-9a-fA-F.:]{2,45}$/.test(address) && { seenAs: plainAddress(address) }),
  } as const;
  if (stranger.outcome === 'decoy') {
    return look({ ...seen, product: null, authMethods: [], access: 'decoy', reason: 'It lets in a user that does not exist, and runs a function that no ClickHouse has.' });
  }
  if (visible === 0) {
    return look({ ...seen, access: 'partial', grants: 'metadata', reason: 'It runs queries for a client that gave no password, and shows it no database.' });
  }
  const whoever = stranger.outcome === 'let-in' ? ', whatever its name' : '';
  return look({
    ...seen,
    access: 'open',
    reason: `It runs queries (SHOW DATABASES) for a client that gave no password${whoever}.`,
    grants: grantsOf(readonly, session.grants, overHttp),
  });
}

export function kindOf(answer: Answer, rows: string): string {
  return 'rows' in answer ? rows : `exception ${answer.code}`;
}

export function versionOf(text: string | undefined): string | null {
  return untrustedVersion(/^\d+\.\d+[\d.]*/.exec(text ?? '')?.[0]);
}

/**
 * The standard user may do everything unless the server shows a limit: `readonly` of its profile, or its grants.
 * A GET sets `readonly` to 2 by itself, so over HTTP only 1 is the profile's own.
 * https://clickhouse.com/docs/operations/settings/permissions-for-queries
 */
function grantsOf(readonly: string, grants: Answer | undefined, overHttp: boolean): Control {
  if (readonly === '1' || (readonly === '2' && !overHttp)) return 'read';
  if (!grants || !('rows' in grants)) return grants?.code === CODES.accessDenied ? 'read' : 'admin';
  const privileges = grants.rows.flatMap(([line = '']) => (/^GRANT (.+?) ON /.exec(line)?.[1] ?? '').split(/, ?/));
  if (privileges.some((each) => /^(?:ALL|SYSTEM|ACCESS MANAGEMENT|CREATE USER|ALTER USER|ROLE ADMIN)$/.test(each))) return 'admin';
  if (privileges.some((each) => /^(?:INSERT|ALTER|CREATE|DROP|TRUNCATE|DELETE)\b/.test(each))) return 'read-write';
  return privileges.some((each) => each.startsWith('SELECT')) ? 'read' : 'metadata';
}
