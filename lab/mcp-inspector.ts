import { cached, missingFromCache } from './cache.ts';
import { answers } from './dial.ts';
import { type Product, LAB_PASSWORD } from './product.ts';

const BUILD = 'mcp-inspector-2.12.0';
const OLD_BUILD = 'mcp-inspector-0.15.0';
const IN_IT = 'node_modules/@modelcontextprotocol/inspector';
const LAUNCHER = `${BUILD}/${IN_IT}/clients/launcher/build/index.js`;
const PROXY = `${OLD_BUILD}/${IN_IT}/server/build/index.js`;
const OPEN = { DANGEROUSLY_OMIT_AUTH: 'true' };

/** `token`: as it starts by itself. */
export const mcpInspector: Product = {
  id: 'mcp-inspector',
  ports: { http: 6274, sandbox: 0, app: 0 },
  states: ['open', 'token'],
  needs: [],
  heavy: BUILD,
  missing: () => missingFromCache(`${BUILD}/node_modules/.bin/mcp-inspector`),
  launch: async (site) => ({
    argv: [process.execPath, cached(LAUNCHER), '--web'],
    env: {
      HOST: site.address,
      CLIENT_PORT: String(site.port('http')),
      MCP_SANDBOX_PORT: String(site.port('sandbox')),
      MCP_APP_ORIGIN_PORT: String(site.port('app')),
      MCP_AUTO_OPEN_ENABLED: 'false',
      MCP_INSPECTOR_SECRET_STORE: 'memory',
      ...(site.state === 'open' ? OPEN : { MCP_INSPECTOR_API_TOKEN: `${LAB_PASSWORD}-of-the-lab` }),
    },
    ready: () => answers(site.dial('http'), '/'),
  }),
};

/** The proxy of it alone; its page is a file server. */
export const mcpInspector015: Product = {
  id: 'mcp-inspector-0-15',
  ports: { http: 6277 },
  states: ['open', 'token'],
  needs: [],
  heavy: OLD_BUILD,
  missing: () => missingFromCache(`${OLD_BUILD}/node_modules/.bin/mcp-inspector`),
  launch: async (site) => ({
    argv: [process.execPath, cached(PROXY)],
    env: {
      HOST: site.address,
      PORT: String(site.port('http')),
      ...(site.state === 'open' ? OPEN : { MCP_PROXY_TOKEN: LAB_PASSWORD }),
    },
    ready: () => answers(site.dial('http'), '/health'),
  }),
};
