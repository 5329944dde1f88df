/**
 * A closer look at a web server that is no product of its own: tools for models, exposed files and debug pages, the
 * description of its API, GraphQL. Asked of what was named one by one; a sweep leaves it away and says so.
 */
import type { Access } from '../../model/access.ts';
import type { Exchange } from '../../model/observation.ts';
import type { Web } from '../../model/web.ts';
import { WireError } from '../../protocols/line.ts';
import { asksForCredentials } from '../families/http-judge.ts';
import type { HttpPage, HttpTalk } from '../families/http-talk.ts';
import { mcpAt } from '../mcp/mcp.ts';
import type { Look, Wishes } from '../service.ts';
import { askExposures, askNowhere, EXPOSURE_SENDS, inOrder, type Exposed } from './exposures.ts';
import { graded } from './grade.ts';
import { askGraphQl, GRAPHQL_SENDS } from './graphql.ts';
import { readDescription } from './openapi/description.ts';
import { DOCUMENT_SENDS, findDescription, type FoundApi } from './openapi/find.ts';
import { askRoutes } from './openapi/routes.ts';

export const CLOSER_SENDS: readonly string[] = [
  ...EXPOSURE_SENDS,
  ...DOCUMENT_SENDS,
  ...GRAPHQL_SENDS,
];

/** The whole conversation with one web server, guesses and routes included. */
const closer = { id: 'http-closer', sends: ['GET /', 'GET /{nonce}', ...CLOSER_SENDS] };

type Growing = { -readonly [K in keyof Web]: Web[K] };

/** A root that asks for credentials says little of what lies beside it. */
const WORTH_IT: readonly Access[] = ['identified', 'partial', 'protected'];

export async function lookCloser(
  talk: HttpTalk,
  root: HttpPage,
  base: Look,
  wishes: Wishes,
): Promise<Look> {
  if (!wishes.closely || !WORTH_IT.includes(base.access)) return base;
  const web: Growing = { root: base.access, complete: false, exposures: [] };
  const proof: Exchange[] = [...base.proof];
  const control: Exchange[] = [...base.control];
  const look = { web, into: { exposures: web.exposures, proof, control } };
  const asking = talk.speaking(closer);
  try {
    // A description that was handed over is what the operator wants to know about.
    if (wishes.openApi !== undefined) await ofApi(asking, look, givenIn(wishes));
    const nowhere = await asking.get(`/${talk.dialogue.nonce()}`);
    // Guarded as a whole: to go on would be a row of failed log-ins in somebody's eyes.
    if (!asksForCredentials(nowhere)) {
      const tools = await askAll(asking, root, nowhere, look);
      if (tools) return tools;
    }
    web.complete = web.api?.isWhole !== false;
  } catch (error) {
    // The time or the connections ran out, or it hung up: what was seen until then holds.
    if (!(error instanceof WireError) || error.fault === 'undeclared') throw error;
  }
  return graded({ ...base, web, proof, control }, web);
}

interface Growth {
  readonly web: Growing;
  readonly into: Exposed;
}

/** Another look, where it turned out to be a product of its own. */
async function askAll(
  talk: HttpTalk,
  root: HttpPage,
  nowhere: HttpPage,
  look: Growth,
): Promise<Look | undefined> {
  const { web, into } = look;
  const { first, rest } = inOrder(root, talk.dialogue.host);
  askNowhere(nowhere, into);
  await askExposures(talk, first, into);
  if (!web.api) await ofApi(talk, look, await findDescription(talk));
  await askExposures(talk, rest, into);
  const graphql = await askGraphQl(talk);
  if (graphql) {
    web.graphql = graphql;
    const asked = `${graphql.by} ${graphql.path} {__typename}`;
    const isAnswered = graphql.query === 'answered';
    into.proof.push({ asked, answered: isAnswered ? 'an answer' : 'it asks for credentials' });
  }
  return mcpAt(talk, root);
}

function givenIn({ openApi }: Wishes): FoundApi | undefined {
  const description = readDescription(openApi);
  return description && { document: 'handed over', description };
}

/** Paths of a description are untrusted text, and stand in no proof. */
async function ofApi(
  talk: HttpTalk,
  { web, into }: Growth,
  found: FoundApi | undefined,
): Promise<void> {
  if (!found) return;
  const { api, nowhere } = await askRoutes(talk, found.document, found.description);
  web.api = api;
  const { asked, open, anyCredential, protected: refused } = api.routes;
  into.proof.push({
    asked: `GET of ${asked} described routes`,
    answered: `data from ${open + anyCredential}, credentials asked by ${refused}`,
  });
  into.control.push({
    asked: 'GET a path below the API that does not exist',
    answered: `HTTP ${nowhere}`,
  });
}
