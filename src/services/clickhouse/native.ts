/**
 * ClickHouse's native protocol. A Hello that is welcomed is a session; the proof is a query that runs in it.
 * The native side is not held to reading by the server: what may leave are the four constant queries below.
 */
import {
  encodeClickHouseHello,
  encodeClickHouseQuery,
  parseClickHouseAnswer,
  parseClickHouseWelcome,
  type ClickHouseException,
  type ClickHouseHello,
} from '../../protocols/clickhouse.ts';
import type { Dialogue, Line } from '../../protocols/line.ts';
import type { InventoryTask } from '../inventory.ts';
import type { Look, Opening, ServiceHeader } from '../service.ts';
import { untrusted } from '../../model/untrusted.ts';
import type { Answer } from './answer.ts';
import { figureStatements } from './figures.ts';
import { LISTS } from './listing.ts';
import { READONLY } from './writes.ts';
import { NATIVE_BOUNDS, NATIVE_SAMPLE } from './native-sample.ts';
import { refusal, type Facts } from './refusal.ts';
import {
  askSession,
  ID,
  judgeSession,
  queryId,
  refusedSession,
  selfSql,
  SQL,
  strangerOf,
  versionOf,
  type Stranger,
} from './session.ts';

export const clickhouseNative: ServiceHeader = {
  id: 'clickhouse',
  title: 'ClickHouse, native protocol',
  family: 'clickhouse-native',
  sends: [
    'Hello as default',
    `Query ${SQL.databases}`,
    `Query ${selfSql(ID)}`,
    `Query ${SQL.grants}`,
    'Hello as {nonce}',
    'Query SELECT {nonce}()',
  ],
  lists: [
    'Hello as default',
    'Hello as {account} with a password',
    ...[
      READONLY,
      SQL.grants,
      ...Object.values(LISTS),
      NATIVE_SAMPLE,
      ...figureStatements.map((sql) => `${sql}${NATIVE_BOUNDS}`),
    ].map((sql) => `Query ${sql}`),
  ],
  verdicts: ['open', 'partial', 'protected', 'denied', 'decoy', 'unknown'],
  verified: 'ClickHouse 18.16.1, real server; packets of newer ones from their source',
};

const STANDARD_USER = 'default';

export function clickhouseOpening(dialogue: Dialogue, line: Line): void {
  line.send('clickhouse-native', encodeClickHouseHello(dialogue.agent, STANDARD_USER));
}

export async function lookAtClickhouseNative(dialogue: Dialogue, opening: Opening): Promise<Look> {
  const { encrypted } = opening.line;
  const facts: Facts = { protocol: 'clickhouse-native', plaintext: encrypted ? null : true };
  const line = await greetedLine(dialogue, opening);
  try {
    const welcome = await line.read(parseClickHouseWelcome);
    if (welcome.kind === 'exception')
      return refusal(facts, 'Hello as default', welcome.code, welcome.text);
    return await lookInside(dialogue, line, facts, welcome);
  } finally {
    line.close();
  }
}

/** The line on which our Hello went out: the opening's, or a new one where another question made it speak. */
async function greetedLine(dialogue: Dialogue, { line, question }: Opening): Promise<Line> {
  if (question === 'clickhouse-native') return line;
  line.close();
  const fresh = await dialogue.open({ tls: line.encrypted });
  clickhouseOpening(dialogue, fresh);
  return fresh;
}

/** A session as the standard user or as the owner's, for what comes after a look; `undefined` where it is refused. */
export async function openSession(
  dialogue: Dialogue,
  { tls, logIn }: Pick<InventoryTask, 'tls' | 'logIn'>,
): Promise<{ line: Line; version: string | null } | undefined> {
  const { user = STANDARD_USER, password } = logIn ?? {};
  const line = await dialogue.open({ tls });
  line.send('clickhouse-native', encodeClickHouseHello(dialogue.agent, user, password));
  const welcome = await line.read(parseClickHouseWelcome);
  if (welcome.kind === 'hello') return { line, version: versionOf(welcome.version) };
  line.close();
  return undefined;
}

async function lookInside(
  dialogue: Dialogue,
  line: Line,
  facts: Facts,
  welcome: ClickHouseHello,
): Promise<Look> {
  const version = versionOf(welcome.version);
  const seen: Facts = {
    ...facts,
    version,
    proof: [{ asked: 'Hello as default', answered: 'Hello' }],
    ...(welcome.name !== 'ClickHouse' && { says: { server: untrusted(welcome.name, 40) } }),
  };
  const run = (sql: string, id: string): Promise<Answer> => query(dialogue, line, sql, id);
  const session = await askSession(run, version, dialogue);
  const refused = refusedSession(seen, session);
  return (
    refused ?? judgeSession(seen, session, await greetAsStranger(dialogue, line.encrypted), false)
  );
}

async function query(
  dialogue: Dialogue,
  line: Line,
  sql: string,
  id = queryId(dialogue),
): Promise<Answer> {
  const request = encodeClickHouseQuery(dialogue.agent, id, sql);
  return line.ask('clickhouse-native', request, parseClickHouseAnswer);
}

/** A user that does not exist; where that gets in, a function that does not exist. */
async function greetAsStranger(dialogue: Dialogue, tls: boolean): Promise<Stranger> {
  const line = await dialogue.open({ tls });
  try {
    const user = dialogue.nonce();
    const hello = encodeClickHouseHello(dialogue.agent, user);
    const welcome = await line.ask('clickhouse-native', hello, parseClickHouseWelcome);
    const control = [{ asked: 'Hello as a user that does not exist', answered: wordFor(welcome) }];
    if (welcome.kind === 'exception') return { control, outcome: 'refused' };
    return strangerOf(control, await query(dialogue, line, `SELECT ${user}()`));
  } finally {
    line.close();
  }
}

function wordFor(welcome: ClickHouseHello | ClickHouseException): string {
  return welcome.kind === 'hello' ? 'Hello' : `exception ${welcome.code}`;
}
