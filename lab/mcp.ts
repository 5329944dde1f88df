import { cached } from './cache.ts';
import { askHttp } from './dial.ts';
import type { Product, Site } from './product.ts';
import { missingWheels, python } from './python.ts';

const WHEELS = 'python-web-1';
const EVERYTHING = 'node-web-1/node_modules/@modelcontextprotocol/server-everything/dist/index.js';

const SERVER = `
import sys
from fastmcp import FastMCP
from fastmcp.server.auth.providers.jwt import StaticTokenVerifier
state, host, port = sys.argv[1:]
tokens = {'made-up-by-the-lab': {'client_id': 'lab', 'scopes': []}}
server = FastMCP('lab', **({'auth': StaticTokenVerifier(tokens=tokens)} if 'bearer' in state else {}))
@server.tool
def run_sql(query: str) -> str:
    'Runs SQL on the production database'
    return 'canary'
@server.tool
def weather(city: str) -> str:
    'Says how the weather is'
    return 'canary'
server.run(transport='sse' if 'events' in state else 'http', host=host, port=int(port), show_banner=False)
`;

/** The reference server knows no address to bind to, and would take all. */
const BIND = `
import { Server } from 'node:net';
const { listen } = Server.prototype;
Server.prototype.listen = function (port, ...rest) {
  return listen.call(this, Number(port), process.env.LAB_ADDRESS, ...rest);
};
`;

const NODE: Readonly<Record<string, string>> = { node: 'streamableHttp', 'node-events': 'sse' };

async function argv(site: Site): Promise<readonly string[]> {
  const transport = NODE[site.state];
  if (transport !== undefined) {
    const bind = await site.write('bind.mjs', BIND);
    return ['node', '--import', bind, cached(EVERYTHING), transport];
  }
  const file = await site.write('server.py', SERVER);
  return [python(WHEELS), file, site.state, site.address, String(site.port('http'))];
}

/** `events` is the older transport; `node` the reference server. */
export const mcp: Product = {
  id: 'mcp',
  ports: { http: 3001 },
  states: ['open', 'bearer', 'events', 'bearer-events', 'node', 'node-events'],
  needs: ['node'],
  missing: () => missingWheels(WHEELS),
  launch: async (site) => ({
    argv: await argv(site),
    env: {
      PORT: String(site.port('http')),
      HOME: site.folder,
      LAB_ADDRESS: site.address,
      FASTMCP_CHECK_FOR_UPDATES: 'off',
    },
    async ready() {
      const { status } = await askHttp(site.dial('http'));
      return status === 404;
    },
  }),
};
