/**
 * The words of MCP over HTTP: JSON-RPC in a POST, answered as JSON or as one event of a stream.
 * https://modelcontextprotocol.io/specification/2025-06-18/basic/transports
 */
import { boundedJson } from '../families/bounded-json.ts';
import { field, type HttpAsk, type HttpPage } from '../families/http-talk.ts';

/** Where servers listen if nobody says otherwise, and where the older transport opens its stream. */
export const ENDPOINT = '/mcp';
export const OLD_ENDPOINT = '/sse';

/** A GET without a session: an MCP server refuses it in JSON-RPC, a guarded one asks for a bearer. */
export const PROBE: HttpAsk = {
  path: ENDPOINT,
  headers: { Accept: 'application/json' },
  stream: true,
};
export const OLD_PROBE: HttpAsk = {
  path: OLD_ENDPOINT,
  headers: { Accept: 'text/event-stream' },
  stream: true,
};

const INITIALIZE =
  '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"nightlatch","version":"1"}}}';
const INITIALIZED = '{"jsonrpc":"2.0","method":"notifications/initialized"}';
/** Lists, in the order of what a caller could do with what they name. None of it is called or read. */
export const LISTS = ['tools', 'resources', 'prompts'] as const;
export type ListKind = (typeof LISTS)[number];
const list = (kind: ListKind): string => `{"jsonrpc":"2.0","id":2,"method":"${kind}/list"}`;
const NOWHERE = '{"jsonrpc":"2.0","id":3,"method":"{nonce}/list"}';

export const MCP_SENDS: readonly string[] = [
  `GET ${ENDPOINT}`,
  `GET ${OLD_ENDPOINT}`,
  'GET /{nonce}',
  ...[INITIALIZE, INITIALIZED, ...LISTS.map(list), NOWHERE].map(
    (body) => `POST ${ENDPOINT} ${body}`,
  ),
];

/** The session of ours, once the server has given it. */
export interface McpSession {
  readonly id: string | undefined;
  readonly version: string | undefined;
}

export const initialize = (): HttpAsk => post(INITIALIZE);
export const initialized = (session: McpSession): HttpAsk => post(INITIALIZED, session);
export const listOf = (kind: ListKind, session: McpSession): HttpAsk => post(list(kind), session);
export const listOfNothing = (nonce: string, session: McpSession): HttpAsk =>
  post(NOWHERE.replace('{nonce}', nonce), session);

function post(body: string, session?: McpSession): HttpAsk {
  return {
    method: 'POST',
    path: ENDPOINT,
    body,
    headers: {
      // Both must be named, or the server answers 406.
      Accept: 'application/json, text/event-stream',
      'Content-Type': 'application/json',
      ...(session?.id !== undefined && { 'Mcp-Session-Id': session.id }),
      ...(session?.version !== undefined && { 'MCP-Protocol-Version': session.version }),
    },
  };
}

/** What a session needs of the answer to `initialize`; what does not look like an id or a date is left away. */
export function sessionOf(page: HttpPage): McpSession {
  const id = page.headers.get('mcp-session-id');
  const version = field(rpcOf(page), 'result', 'protocolVersion');
  return {
    id: id !== undefined && /^[\x21-\x7E]{1,256}$/.test(id) ? id : undefined,
    version: typeof version === 'string' && /^\d{4}-\d\d-\d\d$/.test(version) ? version : undefined,
  };
}

/** The JSON-RPC message in an answer, be it the body or the data of its first event. */
export function rpcOf({ json, text }: HttpPage): unknown {
  const message = json ?? boundedJson(/^data: ?(.*)$/m.exec(text)?.[1] ?? '');
  return field(message, 'jsonrpc') === '2.0' ? message : undefined;
}
