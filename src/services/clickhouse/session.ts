/** What a session without a password can be asked, over HTTP as over the native protocol, and what its answers mean. */
import { untrustedVersion } from '../../model/untrusted.ts';
import type { Exchange } from '../../model/observation.ts';
import type { Dialogue } from '../../protocols/line.ts';
import { look, type Look } from '../service.ts';
import { kindOf, type Answer } from './answer.ts';
import { grantsOf } from './grants.ts';
import { CODES, plainAddress, refusal, type Facts } from './refusal.ts';

export const SQL = {
  version: 'SELECT version()',
  databases: 'SHOW DATABASES',
  grants: 'SHOW GRANTS',
} as const;

/** Each query's own id; it marks ours in the server's query log, and finds them among those that run. */
export const ID = 'nightlatch-{id}';

export function queryId(dialogue: Dialogue): string {
  return `nightlatch-${dialogue.nonce()}`;
}

/** Our own line in the list of running queries, by the id that we gave it: the address that the server sees us come from. */
export function selfSql(id: string): string {
  return `SELECT toString(address), (SELECT value FROM system.settings WHERE name = 'readonly') FROM system.processes WHERE query_id = '${id}'`;
}

export type Run = (sql: string, id: string) => Promise<Answer>;

export interface Session {
  readonly databases: Answer;
  readonly self: Answer;
  readonly grants: Answer | undefined;
}

/** `SHOW GRANTS` came with the access control of 20.4; before that it is a syntax error in the server's log. */
const WITH_GRANTS = 20;

export async function askSession(
  run: Run,
  version: string | null,
  dialogue: Dialogue,
): Promise<Session> {
  const databases = await run(SQL.databases, queryId(dialogue));
  const id = queryId(dialogue);
  const self = await run(selfSql(id), id);
  const major = Number.parseInt(version ?? '', 10);
  const grants = major >= WITH_GRANTS ? await run(SQL.grants, queryId(dialogue)) : undefined;
  return { databases, self, grants };
}

/** What the random user met: refused, or let in and told apart from a server that says yes to everything. */
export interface Stranger {
  readonly control: readonly Exchange[];
  readonly outcome: 'refused' | 'let-in' | 'decoy';
}

/** A proxy may give every name the same account; a real server then still has no function of this name. */
export function strangerOf(control: readonly Exchange[], called: Answer): Stranger {
  const second = { asked: 'a function that does not exist', answered: kindOf(called, 'rows') };
  return { control: [...control, second], outcome: 'code' in called ? 'let-in' : 'decoy' };
}

/** The look that ends here because the protected read was not answered; having no right to it is an answer. */
export function refusedSession(facts: Facts, { databases }: Session): Look | undefined {
  if (!('code' in databases) || databases.code === CODES.accessDenied) return undefined;
  return refusal(facts, SQL.databases, databases.code, databases.text);
}

export function judgeSession(
  facts: Facts,
  session: Session,
  stranger: Stranger,
  overHttp: boolean,
): Look {
  const { databases, self } = session;
  const visible =
    'rows' in databases ? databases.rows.filter(([name = '']) => name !== '').length : 0;
  const proof = [
    ...(facts.proof ?? []),
    { asked: SQL.databases, answered: kindOf(databases, `${visible} databases`) },
  ];
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
    return look({
      ...seen,
      product: null,
      authMethods: [],
      access: 'decoy',
      reason: 'It lets in a user that does not exist, and runs a function that no ClickHouse has.',
    });
  }
  const grants = visible === 0 ? 'metadata' : grantsOf(readonly, session.grants, overHttp);
  if (grants === 'metadata') {
    return look({
      ...seen,
      access: 'partial',
      grants,
      reason: 'It runs queries for a client that gave no password, and lets it read no table.',
    });
  }
  const whoever = stranger.outcome === 'let-in' ? ', whatever its name' : '';
  return look({
    ...seen,
    access: 'open',
    reason: `It runs queries (SHOW DATABASES) for a client that gave no password${whoever}.`,
    grants,
  });
}

export function versionOf(text: string | undefined): string | null {
  return untrustedVersion(/^\d+\.\d+[\d.]*/.exec(text ?? '')?.[0]);
}
