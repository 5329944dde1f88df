/** A session in CQL: how it begins, and what is asked in it once nobody asks for a log-in any more. */
import { untrustedVersion } from '../../model/untrusted.ts';
import {
  CQL_ERROR,
  encodeCqlLogIn,
  encodeCqlOptions,
  encodeCqlQuery,
  encodeCqlStartup,
  parseCqlAnswer,
  type CqlAnswer,
  type CqlVersion,
} from '../../protocols/cql.ts';
import type { Dialogue, Line } from '../../protocols/line.ts';
import { QUERIES } from './header.ts';

export interface Started {
  readonly line: Line;
  readonly version: CqlVersion;
  /** The answer to OPTIONS, or what refused it. */
  readonly options: CqlAnswer;
}

/** OPTIONS in version 4, or in 3 where the server knows no higher one (Cassandra 2). */
export async function start(dialogue: Dialogue, first: Line): Promise<Started> {
  const options = await first.read(parseCqlAnswer);
  if (options.kind !== 'error' || options.code !== CQL_ERROR.protocol)
    return { line: first, version: 4, options };
  first.close();
  const line = await dialogue.open({ tls: first.encrypted });
  return { line, version: 3, options: await line.ask('cql', encodeCqlOptions(3), parseCqlAnswer) };
}

export async function startUp(
  dialogue: Dialogue,
  { line, version }: Pick<Started, 'line' | 'version'>,
): Promise<CqlAnswer> {
  return line.ask('cql', encodeCqlStartup(version, dialogue.agent), parseCqlAnswer);
}

/** As PasswordAuthenticator wants it, and those that were made after it. */
export const TAKES_PASSWORD = /(?:Password|CassandraAuth|Transitional)\w*$/;

/** STARTUP, and the log-in that it asks for: what came last. Another kind of authenticator is told nothing. */
export async function startUpAs(
  dialogue: Dialogue,
  started: Started,
  { user, password }: { readonly user: string; readonly password: string },
): Promise<CqlAnswer> {
  const asked = await startUp(dialogue, started);
  if (asked.kind !== 'authenticate' || !TAKES_PASSWORD.test(asked.className)) return asked;
  const { line, version } = started;
  return line.ask('cql', encodeCqlLogIn(version, user, password), parseCqlAnswer);
}

export interface Inside {
  readonly release: string | null;
  readonly local: CqlAnswer;
  readonly keyspaces: CqlAnswer;
  /** Of a table that does not exist. */
  readonly control: CqlAnswer;
}

/** One after the other: servers may answer queries out of order. */
export async function askInside(
  dialogue: Dialogue,
  { line, version }: Pick<Started, 'line' | 'version'>,
): Promise<Inside> {
  const query = async (text: string): Promise<CqlAnswer> =>
    line.ask('cql', encodeCqlQuery(version, text), parseCqlAnswer);
  const local = await query(QUERIES.local);
  const keyspaces = await query(QUERIES.keyspaces);
  const control = await query(`SELECT key FROM system.${dialogue.nonce()}`);
  const release = local.kind === 'rows' ? local.rows[0]?.[0] : undefined;
  return { release: untrustedVersion(release ?? ''), local, keyspaces, control };
}
