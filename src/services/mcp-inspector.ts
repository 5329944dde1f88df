/**
 * The MCP inspector. A page starts programs through it, so that its token guards this machine. Up to 1.x a proxy with a
 * port of its own says in `/config` what the environment is, where the token was left away. 2.x is one server, whose
 * page brings the token with it: whoever can read the page gets it. That page is the proof; the token is not used.
 * https://github.com/modelcontextprotocol/inspector#security-considerations
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { titleOf } from './families/http-shapes.ts';
import { field, textField, type HttpPage } from './families/http-talk.ts';

const PROXY_CONFIG = '/config';
const PROXY_PORT = 6277;
const CONFIG = '/api/config';

export const mcpInspector = httpProduct({
  id: 'mcp-inspector',
  title: 'The MCP inspector',
  verified: 'MCP inspector 2.12.0 and 0.15.0, real servers',
  recognise: ({ root, shared, port }) => {
    if (titleOf(root) === 'MCP Inspector' || isHostGuard(root)) return true;
    const proxy = shared.get(PROXY_CONFIG);
    if (proxy) return isProxyConfig(proxy);
    return root.status === 404 && (port === PROXY_PORT || exposesSessions(root)) && 'maybe';
  },
  tells: { path: PROXY_CONFIG },
  // The page of 1.x has the same title as 2.x, and answers every path with itself.
  isIt: (pages) =>
    [...pages.values()].some((page) => isConfig(page) || isProxyConfig(page) || isHostGuard(page)),
  proofs: [
    ...[PROXY_CONFIG, CONFIG].map((path) => ({
      path,
      shows: (page: HttpPage) => (hasEnvironment(page) ? 'names of its environment' : undefined),
    })),
    {
      path: '/',
      shows: ({ text }) =>
        /__INSPECTOR_API_TOKEN__\s*=\s*"[^"]/.test(text) ? 'its token for anybody' : undefined,
      whole: true,
    },
  ],
  // Elsewhere the page of 2.x answers every path.
  control: '/api/{nonce}',
  denies: isHostGuard,
  version: (_, pages) => untrustedVersion(textField(pages.get(CONFIG)?.json, 'version')),
  grants: 'code-execution',
});

/** It lets pages of any origin read the header of MCP's sessions, on each of its answers; the oldest do not. */
function exposesSessions({ headers }: HttpPage): boolean {
  return /\bmcp-session-id\b/i.test(headers.get('access-control-expose-headers') ?? '');
}

function isConfig(page: HttpPage): boolean {
  return hasEnvironment(page) || asksForItsToken(page, /x-mcp-remote-auth/);
}

function isProxyConfig(page: HttpPage): boolean {
  return hasEnvironment(page) || asksForItsToken(page, /session token shown in the console/);
}

function hasEnvironment({ json }: HttpPage): boolean {
  const environment = field(json, 'defaultEnvironment');
  return typeof environment === 'object' && environment !== null;
}

function asksForItsToken({ status, json }: HttpPage, words: RegExp): boolean {
  return status === 401 && words.test(textField(json, 'message') ?? '');
}

function isHostGuard({ status, text }: HttpPage): boolean {
  return (
    status === 403 &&
    text.startsWith('Forbidden: Host "') &&
    text.includes('MCP_INSPECTOR_ALLOWED_HOSTS')
  );
}
