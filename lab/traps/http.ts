/** Traps that speak HTTP. Written by hand, because a library would keep them from lying. */
import type { Trap } from './trap.ts';

interface Page {
  readonly status?: string;
  readonly type?: string;
  readonly headers?: string;
  readonly body: string | Buffer;
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly head: string;
  readonly body: string;
}

function encode({ status = '200 OK', type = 'text/html', headers = '', body }: Page): Buffer {
  const bytes = Buffer.from(body);
  const head = `HTTP/1.1 ${status}\r\nContent-Type: ${type}\r\n${headers}Content-Length: ${bytes.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes]);
}

/** What is no HTTP is answered 400, as servers do, unless the trap answers everything. */
function http(id: string, does: string, page: (request: Request) => Page | Buffer): Trap {
  return {
    id,
    does,
    serve: (socket) => {
      socket.on('data', (heard) => {
        const text = heard.toString('latin1');
        const found = /^([A-Z]+) (\S+) HTTP\/1\.[01]\r\n([\s\S]*?)\r\n\r\n([\s\S]*)$/.exec(text);
        if (!found) {
          socket.end(encode({ status: '400 Bad Request', body: '' }));
          return;
        }
        const [, method = '', path = '', head = '', body = ''] = found;
        const answer = page({ method, path, head, body });
        socket.write(Buffer.isBuffer(answer) ? answer : encode(answer));
      });
    },
  };
}

const json = (value: unknown): Page => ({ type: 'application/json', body: JSON.stringify(value) });

/** The marks of as many products as fit, in one document. */
const EVERYTHING = {
  status: 'success',
  name: 'node-1',
  cluster_name: 'production',
  cluster_uuid: 'aaaaaaaaaaaaaaaaaaaaaa',
  version: { number: '7.17.0', distribution: 'opensearch', build_type: 'docker' },
  tagline: 'You Know, for Search',
  etcdserver: '3.5.0',
  etcdcluster: '3.5.0',
  header: { cluster_id: '1' },
  kvs: [{ key: 'YQ==' }],
  couchdb: 'Welcome',
  result: {
    tools: [{ name: 'exec' }],
    serverInfo: { name: 'x', version: '1.0' },
    capabilities: { tools: {} },
  },
  jsonrpc: '2.0',
  openapi: '3.0.0',
  paths: { '/users': { get: {} } },
  data: [{ id: 'model', __typename: 'Query' }],
  models: [{ name: 'llama', model: 'llama' }],
  repositories: ['app'],
  collections: [{ name: 'users' }],
  users: [{ name: 'admin' }],
  items: [{ metadata: { name: 'default' } }],
  can_execute_commands: true,
  _links: { self: { href: '/' }, env: { href: '/' } },
};

const SHELL =
  '<!doctype html><title>App</title><div id="root"></div><script src="/main.js"></script>';
const LOG_IN = '<form method=post><input name=user><input name=password type=password></form>';

const SEARCH_BANNER = json({
  name: 'a',
  cluster_name: 'b',
  version: { number: '7.17.0' },
  tagline: EVERYTHING.tagline,
});

export const HTTP_TRAPS: readonly Trap[] = [
  http('http-yes', 'answers 200 to every path', () => ({ body: 'OK' })),
  http('http-single-page', 'shows one page for every path', () => ({ body: SHELL })),
  http('http-log-in', 'shows a log-in page with status 200 for every path', () => ({
    body: LOG_IN,
  })),
  http('http-json', 'answers an empty object to everything', () => json({})),
  http('http-list', 'answers a list of one entry to everything', () =>
    json([{ name: 'a', id: 1 }]),
  ),
  http('http-status-ok', 'answers that all is well to everything', () =>
    json({ status: 'ok', code: 0, data: [] }),
  ),
  http('http-everything', 'bears the marks of many products on every path', () => json(EVERYTHING)),
  http('http-number', 'answers 1 to everything, as ClickHouse does to SELECT 1', () => ({
    type: 'text/tab-separated-values',
    headers: 'X-ClickHouse-Server-Display-Name: a\r\n',
    body: '1\n',
  })),
  http(
    'http-reflects',
    'sends back path, headers and body as JSON',
    ({ method, path, head, body }) =>
      json({ method, path, url: path, headers: head.split('\r\n'), data: body, json: body }),
  ),
  http(
    'http-reflects-body',
    'sends back the body, or the path where there is none',
    ({ path, body }) => ({ type: 'application/json', body: body || JSON.stringify(path) }),
  ),
  http('http-reflects-as-page', 'sends back path and headers as a page', ({ path, head }) => ({
    body: `<title>${path}</title><pre>${path}\n${head}</pre>`,
  })),
  http('http-basic', 'asks for a password at every path', () => ({
    status: '401 Unauthorized',
    headers: 'WWW-Authenticate: Basic realm="proxy"\r\n',
    body: 'Unauthorized',
  })),
  http('http-bearer', 'asks for a token at every path', () => ({
    status: '401 Unauthorized',
    headers: 'WWW-Authenticate: Bearer\r\n',
    body: '',
  })),
  http('http-proxy', 'is a proxy that asks for its own password', () => ({
    status: '407 Proxy Authentication Required',
    headers: 'Proxy-Authenticate: Basic realm="x"\r\n',
    body: '',
  })),
  http('http-takes-any-password', 'lets in whoever brings credentials', ({ head }) =>
    /^authorization:/im.test(head)
      ? json(EVERYTHING)
      : { status: '401 Unauthorized', headers: 'WWW-Authenticate: Basic realm="x"\r\n', body: '' },
  ),
  http('http-forbidden', 'refuses every path', () => ({ status: '403 Forbidden', body: 'no' })),
  http('http-redirects', 'redirects every path to a log-in', () => ({
    status: '302 Found',
    headers: 'Location: /login?next=/\r\n',
    body: '',
  })),
  http('http-elsewhere', 'redirects every path to another host', ({ path }) => ({
    status: '302 Found',
    headers: `Location: http://192.0.2.1${path}\r\n`,
    body: '',
  })),
  http('http-busy', 'has no room, ever', () => ({ status: '503 Service Unavailable', body: '' })),
  http('http-errors', 'fails on every path', () => ({
    status: '500 Internal Server Error',
    body: 'Request did not return bytes',
  })),
  http('http-listing', 'lists files on every path', () => ({
    body: '<title>Index of /</title><h1>Index of /</h1><a href="backup.sql">backup.sql</a>',
  })),
  http('http-settings', 'gives settings on every path', () => ({
    type: 'text/plain',
    body: 'DB_PASSWORD=x\nAPI_KEY=y\n',
  })),
  http('http-search-banner', 'has the banner of Elasticsearch before a closed store', ({ path }) =>
    path === '/'
      ? SEARCH_BANNER
      : {
          status: '401 Unauthorized',
          headers: 'WWW-Authenticate: Basic realm="security"\r\n',
          body: '{"error":{"type":"security_exception"},"status":401}',
        },
  ),
  http(
    'http-search-forbidden',
    'refuses all but the banner of Elasticsearch, as a proxy',
    ({ path }) =>
      path === '/'
        ? SEARCH_BANNER
        : { status: '403 Forbidden', body: '<h1>403 Forbidden</h1><hr>nginx' },
  ),
  http('http-search-lists', 'gives one list at any path of Elasticsearch itself', ({ path }) => {
    if (path === '/') return SEARCH_BANNER;
    return path.startsWith('/_')
      ? json([{ index: 'users', 'docs.count': '10' }])
      : { ...json({ error: { type: 'index_not_found_exception' } }), status: '404 Not Found' };
  }),
  http('http-prefix', 'shows a page for every path, and one list below /api', ({ path }) =>
    path.startsWith('/api/')
      ? json({ experiments: [{ experiment_id: '0', name: 'Default' }] })
      : { body: SHELL.replace('App', 'MLflow') },
  ),
  http('http-etcd-banner', 'tells the version of etcd before a closed store', ({ path }) =>
    path === '/version'
      ? json({ etcdserver: '3.5.0', etcdcluster: '3.5.0' })
      : {
          status: '400 Bad Request',
          type: 'application/json',
          body: '{"error":"etcdserver: user name is empty","code":3,"message":"etcdserver: user name is empty"}',
        },
  ),
  http('http-endless', 'begins an answer that never ends', () =>
    Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n'),
  ),
  http('http-large', 'announces more than it can mean', () =>
    Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n${'a'.repeat(1000)}`),
  ),
  http('http-headers', 'sends headers without an end', () =>
    Buffer.from(`HTTP/1.1 200 OK\r\n${'X-A: b\r\n'.repeat(5000)}`),
  ),
  http('http-two-answers', 'answers twice', () =>
    Buffer.concat([encode({ body: 'one' }), encode(json(EVERYTHING))]),
  ),
];
