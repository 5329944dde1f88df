/** A session became ready without a credential: the protected read, and beside it a name that no server knows. */
import type { Exchange } from '../../model/observation.ts';
import { untrusted, untrustedVersion } from '../../model/untrusted.ts';
import type { Dialogue, Line } from '../../protocols/line.ts';
import { lookAtConsole } from '../pgbouncer/console.ts';
import { look, type Look } from '../service.ts';
import { PROOF } from './header.ts';
import { leave, query } from './query.ts';
import { attempt, type Attempt, type Ready } from './session.ts';
import { asked, exchangesOf, plaintextOf, wordsOf } from './words.ts';

export interface How {
  readonly tls: boolean;
  /** The whole conversation runs inside TLS already. */
  readonly wrapped: boolean;
}

/** Who speaks, by the parameters that it reports: https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-ASYNC */
export function speakerOf(parameters: ReadonlyMap<string, string>): {
  product: string;
  version: string | null;
} {
  const cockroach = /\bv(\d[\w.-]*)/.exec(parameters.get('crdb_version') ?? '')?.[1];
  if (cockroach !== undefined)
    return { product: 'cockroachdb', version: untrustedVersion(cockroach) };
  const server = parameters.get('server_version') ?? '';
  // ClickHouse counts in four numbers, and knows neither zone nor superuser.
  const clickhouse = /^\d+\.\d+\.\d+\.\d+/.test(server) && !parameters.has('is_superuser');
  return { product: clickhouse ? 'clickhouse' : 'postgresql', version: untrustedVersion(server) };
}

export async function judgeReady(
  dialogue: Dialogue,
  attempts: readonly Attempt[],
  how: How,
  known?: 'pgbouncer',
): Promise<Look> {
  const ready = attempts.find(
    (each): each is Attempt & { line: Line; outcome: Ready } =>
      each.outcome.kind === 'ready' && each.line !== undefined,
  );
  if (!ready) throw new Error('only for a session that is ready');
  const read = await readProtected(ready.line);
  for (const { line } of attempts) leave(line);
  const plaintext = plaintextOf(attempts, 'ready');
  const name = dialogue.nonce();
  const same = { ...how, tls: ready.encrypted && !how.wrapped };
  const control = await attempt(dialogue, { user: name, database: 'pgbouncer' }, same);
  if (control.outcome.kind === 'fault') throw control.outcome.error;
  const proof = [...exchangesOf(attempts), ...read.proof];
  const facts = {
    protocol: 'pgwire',
    plaintext,
    proof,
    authMethods: ['none'],
    control: [{ asked: asked('a random name', control), answered: wordsOf(control.outcome) }],
  } as const;
  try {
    return await weigh(dialogue, { ready: ready.outcome, control, read, facts, known });
  } finally {
    leave(control.line);
  }
}

interface Weighed {
  readonly ready: Ready;
  readonly control: Attempt;
  readonly read: Read;
  readonly facts: Partial<Look>;
  readonly known: 'pgbouncer' | undefined;
}

async function weigh(
  dialogue: Dialogue,
  { ready, control, read, facts, known }: Weighed,
): Promise<Look> {
  const { outcome, line } = control;
  if (outcome.kind === 'ready' && line) {
    const version = outcome.parameters.get('server_version') ?? '';
    if (version.endsWith('/bouncer')) return lookAtConsole(dialogue, line, facts, version);
    return look({
      ...facts,
      access: 'decoy',
      reason: 'It lets a random name in to a session, which no PostgreSQL does.',
    });
  }
  // PgBouncer keeps its own list of names, and says so in its own words.
  const pooled =
    known ??
    (outcome.kind === 'refused' && /\bno such user\b/.test(outcome.text) ? 'pgbouncer' : undefined);
  const speaker = pooled ? { product: pooled, version: null } : speakerOf(ready.parameters);
  return look({
    ...facts,
    ...speaker,
    ...(!pooled && read.seenAs),
    access: 'open',
    reason: read.reason,
    grants: read.grants,
  });
}

interface Read {
  readonly proof: readonly Exchange[];
  readonly grants: 'admin' | 'read' | 'metadata';
  readonly reason: string;
  readonly seenAs: { seenAs?: string };
}

async function readProtected(line: Line): Promise<Read> {
  const { rows, error } = await query(line, PROOF);
  const [, address, superuser] = rows[0] ?? [];
  const answered =
    error === undefined && rows.length > 0
      ? 'a row'
      : `ErrorResponse ${error ?? 'none, and no row'}`;
  const proof = [{ asked: 'Query: who am I, and how many databases are there', answered }];
  const who = superuser === 't' ? 'as superuser ' : '';
  return {
    proof,
    grants: superuser === 't' ? 'admin' : answered === 'a row' ? 'read' : 'metadata',
    reason: `It starts a session ${who}for user postgres and asks for no credential${answered === 'a row' ? '' : '; the query that followed was refused'}.`,
    seenAs: address ? { seenAs: untrusted(address.replace(/\/\d+$/, ''), 60) } : {},
  };
}
