/**
 * MCP servers: tools for language models, over streamable HTTP and over the older stream of events. 400, 405 and 406
 * before a session exists deny nothing; only initialize, then a list, decides. A tool is never called.
 * The session that initialize opens is left to the server: docs/decisions/mcp-sessions.md.
 */
import { untrusted, untrustedVersion } from '../../model/untrusted.ts';
import { asksForCredentials, authMethods, isBusy } from '../families/http-judge.ts';
import { inventoryOf } from '../families/http-inventory-table.ts';
import type { HttpEvidence, HttpService } from '../families/http-service.ts';
import { field, textField, type HttpPage, type HttpTalk } from '../families/http-talk.ts';
import { mcpInventory } from '../inventories/mcp.ts';
import { look, type Look } from '../service.ts';
import { overEvents } from './events.ts';
import { isHostGuard, isMcp, mayBeMcp } from './marks.ts';
import { guarded, step, withBearer, type Facts } from './refusals.ts';
import * as requests from './requests.ts';
import { toolsIn } from './tools.ts';

export const mcp: HttpService = {
  id: 'mcp',
  title: 'MCP servers',
  family: 'http',
  sends: requests.MCP_SENDS,
  verdicts: ['open', 'protected', 'denied', 'identified', 'tls-only', 'decoy', 'unknown'],
  verified:
    'fastmcp 4.1.2 (streamable HTTP, stream of events, bearer) and server-everything 2026.8.31 (both transports), real servers; host guards and OAuth, recorded answers',
  recognise: ({ root, shared }) => {
    const page = shared.get(requests.ENDPOINT);
    if (page) return isMcp(page) || (page.status === 404 && mayBeMcp(root));
    return mayBeMcp(root) && 'maybe';
  },
  tells: requests.PROBE,
  ...inventoryOf(mcpInventory),
  access,
};

/** Asked of a web server of which nothing points here; one request where it is none. */
export async function mcpAt(talk: HttpTalk, root: HttpPage): Promise<Look | undefined> {
  const asking = talk.speaking(mcp);
  const page = await asking.ask(requests.PROBE);
  if (!isMcp(page)) return undefined;
  const shared = new Map([[requests.ENDPOINT, page]]);
  return access(asking, { port: talk.dialogue.port, root, shared });
}

async function access(talk: HttpTalk, { shared }: HttpEvidence): Promise<Look | undefined> {
  const page = shared.get(requests.ENDPOINT) ?? (await talk.ask(requests.PROBE));
  const facts: Facts = { product: 'mcp', proof: [step(`GET ${page.path}`, page)] };
  if (page.status === 404) return overEvents(talk);
  if (isHostGuard(page)) return guarded(facts, page);
  if (asksForCredentials(page)) return withBearer(talk, facts, page);
  return withSession(talk, facts);
}

async function withSession(talk: HttpTalk, before: Facts): Promise<Look | undefined> {
  const page = await talk.ask(requests.initialize());
  const result = field(requests.rpcOf(page), 'result');
  const name = textField(result, 'serverInfo', 'name');
  const proof = [
    ...(before.proof ?? []),
    step('initialize', page, result ? 'serverInfo' : undefined),
  ];
  const facts = { ...before, proof };
  if (isHostGuard(page)) return guarded(facts, page);
  if (asksForCredentials(page)) return withBearer(talk, facts, page);
  if (isBusy(page))
    return look({
      ...facts,
      access: 'unknown',
      reason: 'MCP has no room for another session; it must be asked again.',
    });
  if (result === undefined)
    return look({
      ...facts,
      access: 'identified',
      reason: 'It speaks JSON-RPC as MCP does, and opened no session.',
    });
  const session = requests.sessionOf(page);
  const more: Facts = {
    ...facts,
    version: untrustedVersion(textField(result, 'serverInfo', 'version')),
    ...(name !== undefined && { says: { server: untrusted(name, 80) } }),
  };
  await talk.ask(requests.initialized(session));
  return listed(talk, more, session, field(result, 'capabilities'));
}

/** The list that a caller could do most with, of those that the server says it has. */
async function listed(
  talk: HttpTalk,
  before: Facts,
  session: requests.McpSession,
  offers: unknown,
): Promise<Look> {
  const kind = requests.LISTS.find((each) => field(offers, each) !== undefined) ?? 'tools';
  const page = await talk.ask(requests.listOf(kind, session));
  const items = field(requests.rpcOf(page), 'result', kind);
  if (!Array.isArray(items)) {
    const proof = [...(before.proof ?? []), step(`${kind}/list`, page)];
    const isRefused = asksForCredentials(page) || page.status === 403;
    const reason = isRefused
      ? `MCP opens a session for anyone, and refuses the list of its ${kind}.`
      : `MCP opens a session for anyone; it gave no list of its ${kind}.`;
    const methods = isRefused ? { authMethods: authMethods(page) } : {};
    return look({
      ...before,
      proof,
      access: isRefused ? 'protected' : 'identified',
      reason,
      ...methods,
    });
  }
  const tools = kind === 'tools' ? toolsIn(items) : undefined;
  const words = tools?.words ?? `${items.length} ${kind}`;
  const nothing = await talk.ask(requests.listOfNothing(talk.dialogue.nonce(), session));
  const facts: Facts = {
    ...before,
    proof: [...(before.proof ?? []), step(`${kind}/list`, page, words)],
    control: [step('the list of something that MCP does not know', nothing)],
    says: { ...before.says, offers: words },
  };
  if (field(requests.rpcOf(nothing), 'result') !== undefined)
    return look({
      ...facts,
      access: 'decoy',
      reason: 'It gives the list of something that no MCP server knows.',
    });
  const reason = `MCP opens a session and lists what it offers to a caller without credentials: ${words}.`;
  return look({
    ...facts,
    access: 'open',
    reason,
    grants: tools?.grants ?? 'read',
    authMethods: ['none'],
  });
}
