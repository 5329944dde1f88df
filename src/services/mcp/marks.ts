/** By which an MCP server is told. Pure. */
import { asksForCredentials } from '../families/http-judge.ts';
import { field, type HttpPage } from '../families/http-talk.ts';
import { rpcOf } from './requests.ts';

/** Servers without a page at the root: Starlette's bare 404, Express's, and headers that only MCP exposes. */
export function mayBeMcp({ status, headers, text }: HttpPage): boolean {
  if (/mcp-session-id/i.test(headers.get('access-control-expose-headers') ?? '')) return true;
  if (status !== 404) return false;
  const isStarlette = headers.get('server') === 'uvicorn' && text === 'Not Found';
  return isStarlette || /<pre>Cannot GET \/<\/pre>/.test(text);
}

/** What the endpoint says to a GET without a session. */
export function isMcp(page: HttpPage): boolean {
  const { status, headers } = page;
  if (isHostGuard(page) || headers.has('mcp-session-id')) return true;
  if (status >= 400 && field(rpcOf(page), 'error') !== undefined) return true;
  if (status === 200 && rpcOf(page) !== undefined) return true;
  return asksForCredentials(page) && /^bearer\b/i.test(headers.get('www-authenticate') ?? '');
}

/** Guards against DNS rebinding: the name is refused and nobody was asked for credentials. */
export function isHostGuard({ status, text }: HttpPage): boolean {
  return (
    (status === 421 && text.startsWith('Invalid Host header')) ||
    (status === 403 &&
      /^(?:Access is only allowed at |\{"jsonrpc":"2\.0","error":\{"code":-32000,"message":"Invalid Host)/.test(
        text,
      ))
  );
}

/** https://modelcontextprotocol.io/specification/2024-11-05/basic/transports: the first event names where to send. */
export function opensStream({ status, headers, text }: HttpPage): boolean {
  return (
    status === 200 &&
    /^text\/event-stream\b/i.test(headers.get('content-type') ?? '') &&
    /^event: ?endpoint\r?$/m.test(text) &&
    /^data: ?\S{1,1000}session_?id=\S{1,200}\r?$/im.test(text)
  );
}
