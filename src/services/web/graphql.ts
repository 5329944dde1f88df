/**
 * GraphQL: is it there, does it answer a query that touches no data, and does it describe itself to a stranger?
 * By GET where the server has it; where it says that it wants a POST, by POST. No data is asked for.
 * https://graphql.github.io/graphql-over-http/draft/, https://spec.graphql.org/October2021/#sec-Introspection
 */
import type { GraphQl } from '../../model/web.ts';
import { asksForCredentials } from '../families/http-judge.ts';
import {
  field,
  textField,
  type HttpAsk,
  type HttpPage,
  type HttpTalk,
} from '../families/http-talk.ts';

const PATHS = ['/graphql', '/api/graphql', '/v1/graphql', '/query'] as const;
const TYPENAME = '{__typename}';
/** With a second field, because a name alone in braces is a placeholder in a declaration. */
const SCHEMA = '{__schema{queryType{name __typename}}}';

const byGet = (path: string, query: string): HttpAsk => ({
  path: `${path}?query=${encodeURIComponent(query)}`,
  headers: { Accept: 'application/json' },
});
const byPost = (path: string, query: string): HttpAsk => ({
  method: 'POST',
  path,
  body: JSON.stringify({ query }),
  headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
});

export const GRAPHQL_SENDS: readonly string[] = PATHS.flatMap((path) => [
  ...[TYPENAME, SCHEMA].flatMap((query) => [
    `GET ${byGet(path, query).path}`,
    `POST ${path} ${JSON.stringify({ query })}`,
  ]),
  `GET ${path}?query=%7B{nonce}%7D`,
  `POST ${path} {"query":"{{nonce}}"}`,
]);

export async function askGraphQl(talk: HttpTalk): Promise<GraphQl | undefined> {
  for (const path of PATHS) {
    const page = await talk.ask(byGet(path, TYPENAME));
    const by = wayOf(page);
    if (!by) continue;
    const answer = by === 'GET' ? page : await talk.ask(byPost(path, TYPENAME));
    const query = outcomeOf(answer);
    if (!query) continue;
    const askHere = by === 'GET' ? byGet : byPost;
    // Who knows a field that nobody has is something else.
    const nonsense = await talk.ask(askHere(path, `{${talk.dialogue.nonce()}}`));
    if (outcomeOf(nonsense) === 'answered') return undefined;
    if (query === 'protected') return { path, by, query, introspection: 'not-asked' };
    const schema = await talk.ask(askHere(path, SCHEMA));
    const isOn = textField(schema.json, 'data', '__schema', 'queryType', 'name') !== undefined;
    return { path, by, query, introspection: isOn ? 'on' : 'off' };
  }
  return undefined;
}

/** How to ask on, where the page is GraphQL's: Apollo refuses a GET as forgery, others know no GET at all. */
function wayOf(page: HttpPage): GraphQl['by'] | undefined {
  if (outcomeOf(page)) return 'GET';
  if (page.status === 405 && /\bPOST\b/.test(page.headers.get('allow') ?? '')) return 'POST';
  const says = errorsOf(page).join(' ');
  return /Cross-Site Request Forgery|must provide (?:a )?query|only supports POST|GET (?:requests|queries)/i.test(
    says,
  )
    ? 'POST'
    : undefined;
}

function outcomeOf(page: HttpPage): GraphQl['query'] | undefined {
  if (typeof field(page.json, 'data', '__typename') === 'string') return 'answered';
  const isGraphQl = Array.isArray(field(page.json, 'errors'));
  const isRefused =
    asksForCredentials(page) ||
    page.status === 403 ||
    errorsOf(page).some((text) => UNAUTHENTICATED.test(text));
  return isGraphQl && isRefused ? 'protected' : undefined;
}

/** Many say it with status 200; the code is Apollo's, the words are everybody's. */
const UNAUTHENTICATED =
  /^(?:UNAUTHENTICATED|FORBIDDEN|UNAUTHORIZED|access-denied)$|not (?:authenticated|authorized|logged in)|unauthori[sz]ed|authentication (?:is )?required|must (?:be logged|authenticate)/i;

const MOST_ERRORS = 10;
const LONGEST = 300;

function errorsOf({ json }: HttpPage): string[] {
  const errors = field(json, 'errors');
  if (!Array.isArray(errors)) return [];
  return errors
    .slice(0, MOST_ERRORS)
    .flatMap((error) => [textField(error, 'message'), textField(error, 'extensions', 'code')])
    .flatMap((text) => (text === undefined ? [] : [text.slice(0, LONGEST)]));
}
