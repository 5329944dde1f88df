import { describe, expect, it } from 'vitest';
import { ask } from '../../test/ask.ts';
import { fakeHttp, json, type FakeAnswer, type FakePages } from '../../test/fakes/http.ts';
import { looksAtRealServers } from '../../test/real-servers.ts';

const base = { product: 'mcp', protocol: 'http', plaintext: true } as const;
const open = { ...base, access: 'open', authMethods: ['none'] } as const;
const secured = { ...base, access: 'protected', grants: null, authMethods: ['bearer'] } as const;

looksAtRealServers(
  'mcp',
  {
    open: {
      ...open,
      grants: 'read-write',
      says: { server: 'lab', offers: '2 tools: 1 sql, 1 other' },
    },
    bearer: secured,
    events: { ...open, grants: 'read' },
    'bearer-events': secured,
    node: { ...open, grants: 'read-write' },
    'node-events': open,
  },
  ({ sent }) => {
    expect(sent.join('\n')).not.toMatch(/tools\/call|DELETE|PUT/);
  },
);

const NOT_FOUND: FakeAnswer = { status: 404, headers: { Server: 'uvicorn' }, body: 'Not Found' };
const rpc = (body: string): { id?: unknown; method?: unknown } =>
  JSON.parse(body) as { id?: unknown; method?: unknown };
const refusal = (code: number, status: number): FakeAnswer =>
  json({ jsonrpc: '2.0', id: null, error: { code, message: 'x' } }, status);

/** A server on `/mcp` that answers POSTs by method; a GET of it is refused as a real one does. */
function server(
  methods: Readonly<Record<string, FakeAnswer>>,
  get = refusal(-32_600, 406),
): FakePages {
  return (path, method, body) => {
    if (path !== '/mcp') return NOT_FOUND;
    if (method === 'GET') return get;
    return methods[String(rpc(body).method)] ?? refusal(-32_601, 200);
  };
}

const result = (value: unknown): FakeAnswer => json({ jsonrpc: '2.0', id: 1, result: value });
const HELLO = result({
  protocolVersion: '2025-06-18',
  capabilities: { tools: {} },
  serverInfo: { name: 'x', version: '1.2.3' },
});
const ACCEPTED: FakeAnswer = { status: 202 };

describe('MCP as it answers elsewhere', () => {
  it.each([
    [
      'a list without tools is open too',
      result({ tools: [] }),
      { access: 'open', version: '1.2.3' },
    ],
    [
      'a list that is refused',
      { status: 401, headers: { 'WWW-Authenticate': 'Bearer resource_metadata="/x"' } },
      { access: 'protected', authMethods: ['bearer'] },
    ],
    ['a list that it does not have', refusal(-32_601, 200), { access: 'identified' }],
  ])('%s', async (_, list, expected) => {
    const methods = {
      initialize: HELLO,
      'notifications/initialized': ACCEPTED,
      'tools/list': list,
    };
    await using fake = await fakeHttp(server(methods));
    expect(await ask(fake)).toMatchObject({ product: 'mcp', undeclared: 0, ...expected });
  });

  it('answers as an event whatever is asked: a decoy', async () => {
    const tools = JSON.stringify({
      jsonrpc: '2.0',
      result: { tools: [{ name: 'a' }], serverInfo: {} },
    });
    const event = {
      headers: { 'Content-Type': 'text/event-stream' },
      body: `event: message\ndata: ${tools}\n\n`,
    };
    await using fake = await fakeHttp((path, method) =>
      path === '/mcp' ? (method === 'GET' ? refusal(-32_600, 405) : event) : NOT_FOUND,
    );
    expect(await ask(fake)).toMatchObject({ product: 'mcp', access: 'decoy' });
  });

  it.each([
    ['421', { status: 421, body: 'Invalid Host header' }],
    ['403', { status: 403, body: 'Access is only allowed at localhost:1234' }],
  ])('a host guard, %s', async (_, guard) => {
    await using fake = await fakeHttp((path) => (path === '/mcp' ? guard : NOT_FOUND));
    expect(await ask(fake)).toMatchObject({ product: 'mcp', access: 'denied' });
  });

  it('a proxy that asks for a bearer at every path is no MCP server', async () => {
    await using fake = await fakeHttp((path) =>
      path === '/' || path === '/version'
        ? NOT_FOUND
        : { status: 401, headers: { 'WWW-Authenticate': 'Bearer' } },
    );
    expect(await ask(fake)).toMatchObject({ product: 'http' });
  });

  it.each([
    ['a page for every path', () => ({ body: '<title>App</title>' })],
    ['an API that says 404 in JSON', () => json({ detail: 'Not Found' }, 404)],
    [
      'a stream of other events',
      (path: string) =>
        path === '/sse'
          ? { headers: { 'Content-Type': 'text/event-stream' }, body: 'data: hello\n\n' }
          : NOT_FOUND,
    ],
  ] as const)('%s is none either', async (_, pages) => {
    await using fake = await fakeHttp(pages);
    expect(await ask(fake)).toMatchObject({ product: 'http', undeclared: 0 });
  });

  it('names of tools are hostile text, and counted only', async () => {
    const tools = result({
      tools: [{ name: `exec\u001B[2J${'x'.repeat(9000)}` }, 7, { name: 'read_file' }],
    });
    const methods = {
      initialize: HELLO,
      'notifications/initialized': ACCEPTED,
      'tools/list': tools,
    };
    await using fake = await fakeHttp(server(methods));
    expect(await ask(fake)).toMatchObject({
      access: 'open',
      grants: 'code-execution',
      says: { offers: '3 tools: 1 shell, 1 file, 1 other' },
    });
  });
});

describe('the MCP inspector', () => {
  const GUARD =
    'Forbidden: Host "canary" is not allowed. To serve the Inspector under this name, add it to MCP_INSPECTOR_ALLOWED_HOSTS (or to ALLOWED_ORIGINS).';
  const PAGE = '<!doctype html><html><head><title>MCP Inspector</title></head></html>';
  const health = (path: string): FakeAnswer | undefined =>
    path === '/health' ? json({ status: 'ok' }) : undefined;
  const express = (path: string): FakeAnswer => ({
    status: 404,
    body: `<pre>Cannot GET ${path}</pre>`,
  });
  const at = { address: '127.44.41.1', port: 6277 };

  it('without its token starts programs for anyone', async () => {
    await using fake = await fakeHttp(
      (path) =>
        path === '/config'
          ? json({ defaultEnvironment: { HOME: '/canary' } })
          : (health(path) ?? express(path)),
      at,
    );
    const asked = await ask(fake);
    expect(asked).toMatchObject({
      product: 'mcp-inspector',
      access: 'open',
      grants: 'code-execution',
    });
    expect(JSON.stringify(asked)).not.toContain('canary');
  });

  it('with its token is protected', async () => {
    const message =
      'Authentication required. Use the session token shown in the console when starting the server.';
    await using fake = await fakeHttp(
      (path) =>
        path === '/config'
          ? json({ error: 'Unauthorized', message }, 401)
          : (health(path) ?? express(path)),
      at,
    );
    expect(await ask(fake)).toMatchObject({ product: 'mcp-inspector', access: 'protected' });
  });

  it.each([
    [
      'whose host guard refuses the name',
      403,
      GUARD,
      { product: 'mcp-inspector', access: 'denied' },
    ],
    ['of 1.x, whose page alone is there', 200, PAGE, { product: 'http', access: 'identified' }],
  ])('%s', async (_, status, body, expected) => {
    const page = { status, headers: { 'Content-Type': 'text/html' }, body };
    await using fake = await fakeHttp(() => page);
    expect(await ask(fake)).toMatchObject(expected);
  });
});
