/**
 * The MCP inspector's proxy: a page starts programs through it, so that its token guards this machine. `/health`
 * answers in both states; `/config` names the environment only where the token was left away.
 * https://github.com/modelcontextprotocol/inspector#security-considerations
 */
import { httpProduct } from './families/http-product.ts';
import { field, textField, type HttpPage } from './families/http-talk.ts';

const CONFIG = '/config';
const PORT = 6277;

export const mcpInspector = httpProduct({
  id: 'mcp-inspector',
  title: 'The MCP inspector',
  verified: 'recorded answers of 0.15.0',
  recognise: ({ root, shared, port }) => {
    const page = shared.get(CONFIG);
    if (page) return hasEnvironment(page) || asksForItsToken(page);
    return port === PORT && root.status === 404 && 'maybe';
  },
  tells: { path: CONFIG },
  proofs: [
    {
      path: CONFIG,
      shows: (page) => (hasEnvironment(page) ? 'names of its environment' : undefined),
    },
  ],
  grants: 'code-execution',
});

function hasEnvironment({ json }: HttpPage): boolean {
  const environment = field(json, 'defaultEnvironment');
  return typeof environment === 'object' && environment !== null;
}

function asksForItsToken({ status, json }: HttpPage): boolean {
  return (
    status === 401 && /session token shown in the console/.test(textField(json, 'message') ?? '')
  );
}
