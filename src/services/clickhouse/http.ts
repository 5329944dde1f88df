/**
 * ClickHouse over HTTP. Every question is a GET, which the server itself holds to reading:
 * https://clickhouse.com/docs/interfaces/http
 */
import type { HttpEvidence, HttpService } from '../families/http-service.ts';
import type { HttpPage, HttpTalk } from '../families/http-talk.ts';
import { look, type Look } from '../service.ts';
import { kindOf, type Answer } from './answer.ts';
import {
  answerOf,
  interserverAnswer,
  isClickHouse,
  isOwnHandler,
  namesItself,
  versionInError,
} from './http-answer.ts';
import { clickhouseLists, takeClickhouseInventory } from './http-inventory.ts';
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

export const clickhouse: HttpService = {
  id: 'clickhouse',
  title: 'ClickHouse over HTTP',
  family: 'http',
  sends: [
    ...[SQL.version, SQL.databases, SQL.grants, selfSql(ID)].map((sql) => `GET ${pathOf(sql, ID)}`),
    `GET ${pathOf(SQL.version, ID, '{nonce}')}`,
    `GET ${pathOf('SELECT {nonce}()', ID, '{nonce}')}`,
    'GET /ping',
  ],
  verdicts: ['open', 'partial', 'protected', 'denied', 'identified', 'decoy', 'unknown'],
  verified: 'ClickHouse 18.16.1, real server; answers of newer ones from their source',
  recognise,
  access,
  lists: clickhouseLists,
  inventory: takeClickhouseInventory,
};

/** In a declaration the parts that stand for themselves stay as they are. */
function pathOf(sql: string, id: string, user?: string): string {
  const query = encodeURIComponent(sql).replaceAll(/%7B([a-z]+)%7D/g, '{$1}');
  return `/?query=${query}&query_id=${id}${user === undefined ? '' : `&user=${user}`}`;
}

function recognise({ root, port }: HttpEvidence): boolean | 'maybe' {
  if (namesItself(root)) return true;
  // The owner may put any page on the root (http_server_default_response); what is left are the marks of Poco.
  const timeout = root.headers.get('keep-alive') ?? '';
  const isPoco = root.headers.get('connection') === 'Keep-Alive' && /^timeout=\d+/.test(timeout);
  return root.status === 200 && !root.headers.has('server') && (isPoco || port === 8123)
    ? 'maybe'
    : false;
}

async function access(talk: HttpTalk, { root }: HttpEvidence): Promise<Look | undefined> {
  // A page of the owner's own: /ping says the same words on every ClickHouse, and asks less than a query.
  if (!namesItself(root) && (await talk.get('/ping')).text !== 'Ok.\n') return undefined;
  const facts: Facts = { protocol: 'http', plaintext: talk.encrypted ? null : true };
  const page = await talk.get(pathOf(SQL.version, queryId(talk.dialogue)));
  const interserver = interserverAnswer(page);
  if (interserver) return lookAtInterserver(facts, page, interserver);
  if (!isClickHouse(page)) return undefined;
  if (isOwnHandler(page)) {
    const reason =
      'ClickHouse with HTTP handlers of its owner’s own: queries may be taken elsewhere, or nowhere.';
    const proof = [{ asked: SQL.version, answered: `HTTP ${page.status}, no version` }];
    return look({ ...facts, product: 'clickhouse', access: 'identified', reason, proof });
  }
  const answer = answerOf(page);
  if ('code' in answer) {
    return refusal(
      { ...facts, version: versionInError(answer.text) },
      SQL.version,
      answer.code,
      answer.text,
    );
  }
  return lookInside(talk, facts, answer.rows[0]?.[0]);
}

async function lookInside(talk: HttpTalk, facts: Facts, said: string | undefined): Promise<Look> {
  const version = versionOf(said);
  const seen: Facts = { ...facts, version, proof: [{ asked: SQL.version, answered: 'a version' }] };
  const run = async (sql: string, id: string): Promise<Answer> =>
    answerOf(await talk.get(pathOf(sql, id)));
  const session = await askSession(run, version, talk.dialogue);
  const refused = refusedSession(seen, session);
  return refused ?? judgeSession(seen, session, await askAsStranger(talk), true);
}

/** https://clickhouse.com/docs/operations/server-configuration-parameters/settings#interserver_http_port */
function lookAtInterserver(facts: Facts, page: HttpPage, kind: 'open' | 'protected'): Look {
  const seen = { ...facts, product: 'clickhouse', version: versionInError(page.text) };
  const answered = `HTTP ${page.status}, ${kind === 'open' ? 'no such endpoint' : 'it wants credentials'}`;
  const proof = [{ asked: SQL.version, answered }];
  if (kind === 'protected') {
    const reason =
      'The port on which replicas fetch parts from each other; it asks for credentials.';
    return look({ ...seen, proof, access: 'protected', reason, authMethods: ['basic'] });
  }
  const reason =
    'The port on which replicas fetch parts from each other; it runs no queries, and was asked for no part.';
  return look({ ...seen, proof, access: 'identified', reason });
}

async function askAsStranger(talk: HttpTalk): Promise<Stranger> {
  const user = talk.dialogue.nonce();
  const run = async (sql: string): Promise<Answer> =>
    answerOf(await talk.get(pathOf(sql, queryId(talk.dialogue), user)));
  const first = await run(SQL.version);
  const asked = `${SQL.version} as a user that does not exist`;
  const control = [{ asked, answered: kindOf(first, 'a version') }];
  return 'code' in first
    ? { control, outcome: 'refused' }
    : strangerOf(control, await run(`SELECT ${user}()`));
}
