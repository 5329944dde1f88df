import { describe, expect, it } from 'vitest';
import { ask, type Asked } from '../../test/ask.ts';
import { lookClosely } from '../../test/closely.ts';
import { fakeHttp, json, type FakeAnswer } from '../../test/fakes/http.ts';
import { startServer } from '../../lab/index.ts';
import { withServers } from '../../lab/testing.ts';

const closely = { closely: true };
const base = { product: 'http', protocol: 'http', plaintext: true } as const;
const nothing = { ...base, access: 'identified', web: { complete: true, exposures: [] } } as const;

/** Starts a real server in each state and looks at it closely; what may differ between two looks is left away. */
function looksCloselyAt(product: string, states: Readonly<Record<string, object>>): void {
  withServers(product)(`a real ${product}`, () => {
    it.each(Object.entries(states))('in state %s', async (state, expected) => {
      await using server = await startServer(product, state);
      const asked = await ask({ address: server.address, port: server.port, wishes: closely });
      expect(asked).toMatchObject(expected);
      expect(asked.connections).toBeLessThanOrEqual(8);
      expect(asked.undeclared).toBe(0);
      withoutCanaries(asked);
    });
  });
}

function withoutCanaries(asked: Asked): void {
  expect(JSON.stringify(asked)).not.toMatch(/canary|made-up-by-the-lab/);
  expect(asked.sent.filter((line) => !/^(?:GET|POST|TLS) /.test(line))).toEqual([]);
}

looksCloselyAt('nginx', {
  open: nothing,
  'single-page': nothing,
  checkout: {
    ...base,
    access: 'partial',
    grants: 'read',
    reason: 'It gives a Git repository to anyone, and 1 more of the kind.',
    web: {
      root: 'identified',
      complete: true,
      exposures: [
        {
          kind: 'git-repository',
          path: '/.git/HEAD',
          state: 'readable',
          found: 'the head of a Git repository',
        },
        {
          kind: 'environment-file',
          path: '/.env',
          state: 'readable',
          found: '2 settings by name',
          says: ['DATABASE_URL', 'API_KEY'],
        },
      ],
    },
  },
  listing: {
    ...base,
    access: 'partial',
    web: { root: 'partial', complete: true, exposures: [] },
  },
  password: { ...base, access: 'protected', web: { root: 'protected', complete: true } },
});

const exposed = (kind: string, state: string, found: string): object => ({
  ...base,
  web: {
    root: 'identified',
    exposures: [{ kind, state, found }],
  },
});

looksCloselyAt('apache', {
  open: nothing,
  status: exposed('server-status', 'readable', 'requests under way'),
});

looksCloselyAt('werkzeug', {
  open: {
    ...exposed('werkzeug-console', 'readable', 'an interactive console without a PIN'),
    access: 'partial',
    grants: 'code-execution',
  },
  pin: {
    ...exposed('werkzeug-console', 'asks', 'an interactive console that asks for its PIN'),
    access: 'identified',
  },
  // It closes each connection, so that eight questions are all that it gets.
  off: { ...nothing, web: { complete: false, exposures: [] } },
});

looksCloselyAt('django', {
  debug: {
    ...exposed('django-debug', 'readable', 'the routes of the application'),
    access: 'partial',
    grants: 'metadata',
  },
  // This one closes too.
  off: { ...nothing, web: { complete: false, exposures: [] } },
});

const routes = (counts: object): object => ({
  ...base,
  web: { complete: true, api: { document: '/openapi.json', routes: counts } },
});

looksCloselyAt('fastapi', {
  open: {
    ...routes({ described: 8, asked: 3, open: 2, public: 1, protected: 0, other: 1, skipped: 4 }),
    access: 'open',
    grants: 'read',
  },
  forgotten: {
    ...routes({ described: 7, asked: 2, open: 1, public: 1, protected: 1, skipped: 4 }),
    access: 'partial',
  },
  careless: { ...routes({ asked: 1, open: 0, anyCredential: 1, protected: 0 }), access: 'open' },
  token: {
    ...routes({ asked: 1, open: 0, anyCredential: 0, protected: 1 }),
    access: 'protected',
  },
  anything: { ...routes({ open: 0, anyCredential: 0 }), access: 'protected' },
});

const graph = (facts: object, access: string): object => ({
  ...base,
  access,
  web: { complete: true, graphql: facts },
});

looksCloselyAt('graphql', {
  apollo: graph(
    { path: '/graphql', by: 'POST', query: 'answered', introspection: 'on' },
    'identified',
  ),
  'apollo-closed': graph({ by: 'POST', query: 'answered', introspection: 'off' }, 'identified'),
  'apollo-guarded': graph(
    { by: 'POST', query: 'protected', introspection: 'not-asked' },
    'protected',
  ),
  yoga: graph(
    { path: '/graphql', by: 'GET', query: 'answered', introspection: 'on' },
    'identified',
  ),
  'yoga-guarded': graph({ by: 'GET', query: 'protected', introspection: 'not-asked' }, 'protected'),
});

const NOT_FOUND: FakeAnswer = { status: 404, body: 'not found' };

/** A server that has one page beside its root. */
const having =
  (where: string, page: FakeAnswer) =>
  (path: string): FakeAnswer =>
    path === where ? page : path === '/' ? { body: 'an application' } : NOT_FOUND;

const html = (text: string): FakeAnswer => ({
  headers: { 'Content-Type': 'text/html' },
  body: text,
});

describe('pages that were recorded, not seen for real', () => {
  it.each([
    [
      'phpinfo',
      '/phpinfo.php',
      html('<title>PHP 8.2.7 - phpinfo()</title><h1>PHP Version 8.2.7</h1>'),
    ],
    [
      'server-status',
      '/server-status',
      html('<h1>Apache Server Status for a (via 127.0.0.1)</h1><dt>Server Version: Apache</dt>'),
    ],
    [
      'actuator',
      '/actuator',
      json({
        _links: {
          self: { href: 'http://a/actuator' },
          env: { href: 'x' },
          'env-toMatch': { href: 'x' },
        },
      }),
    ],
    [
      'jolokia',
      '/jolokia/version',
      json({
        request: { type: 'version' },
        value: { agent: '1.7.2', protocol: '7.2' },
        status: 200,
      }),
    ],
    ['laravel-ignition', '/_ignition/health-check', json({ can_execute_commands: true })],
    [
      'laravel-telescope',
      '/telescope',
      html('<title>Telescope - Laravel</title><script>window.Telescope = {}</script>'),
    ],
    [
      'symfony-profiler',
      '/_profiler/',
      html('<title>Symfony Profiler</title><div class="sf-profiler"></div>'),
    ],
    [
      'go-pprof',
      '/debug/pprof/',
      html(
        '<html><head><title>/debug/pprof/</title></head><a href=goroutine?debug=1>goroutine</a>',
      ),
    ],
    ['go-expvar', '/debug/vars', json({ cmdline: ['/canary', '--password=canary'], memstats: {} })],
    [
      'rails-info',
      '/rails/info/properties',
      html('<td>Rails version</td><td>7.1</td><td>Ruby version</td>'),
    ],
    [
      'asp-net-trace',
      '/trace.axd',
      html('<h1>Application Trace</h1><h2>Requests to this Application</h2>'),
    ],
    ['elmah', '/elmah.axd', html('<title>Error log for /</title>Powered by ELMAH')],
    [
      'phpmyadmin',
      '/phpmyadmin/',
      html('<title>a / localhost | phpMyAdmin 5.2</title><div id="pma_navigation">'),
    ],
    ['mongo-express', '/', html('<title>Home - Mongo Express</title><h4>Databases</h4>')],
  ] as const)('%s', async (kind, path, page) => {
    const asked = await lookClosely(having(path, page));
    expect(asked).toMatchObject({
      access: 'partial',
      undeclared: 0,
      web: { complete: true, exposures: [{ kind, path }] },
    });
    withoutCanaries(asked);
  });

  it.each([
    [
      'adminer',
      '/adminer.php',
      html('<title>Login - Adminer</title><input name="auth[username]">'),
    ],
    ['phpmyadmin', '/phpmyadmin/', html('<title>phpMyAdmin</title><input name="pma_username">')],
  ])('%s with a log-in page is there, and lets nobody in', async (kind, path, page) => {
    expect(await lookClosely(having(path, page))).toMatchObject({
      access: 'identified',
      web: { exposures: [{ kind, state: 'asks' }] },
    });
  });

  it.each([
    [
      'rows',
      json({ users: true, orders: true }),
      {
        access: 'partial',
        web: { exposures: [{ kind: 'firebase', state: 'readable', found: '2 keys at its root' }] },
      },
    ],
    [
      'nothing',
      { body: 'null' },
      {
        access: 'partial',
        web: { exposures: [{ found: 'an empty database, which a stranger may read' }] },
      },
    ],
    [
      'rules',
      json({ error: 'Permission denied' }, 401),
      { access: 'identified', web: { exposures: [{ state: 'asks' }] } },
    ],
    [
      'no database',
      json({ error: '404 Not Found' }, 404),
      { access: 'identified', web: { exposures: [] } },
    ],
  ])('Firebase with %s', async (_, page, expected) => {
    const asked = await lookClosely(having('/.json?shallow=true', page), 'lab.firebaseio.com');
    expect(asked).toMatchObject(expected);
  });

  it('is not asked of other names', async () => {
    const { sent } = await lookClosely(having('/.json?shallow=true', json({ a: true })));
    expect(sent.join()).not.toContain('shallow');
  });
});

describe('what looks like it and is not', () => {
  const settings = 'A_KEY=1\nB_KEY=2\n';
  it.each([
    ['one page for every path', () => html('<title>App</title><div id=root></div>')],
    ['settings at every path', () => ({ body: settings })],
    [
      'a folder that gives the same for every name',
      (path: string) => (path.startsWith('/.git/') ? { body: 'ref: refs/heads/main' } : NOT_FOUND),
    ],
    ['a page about settings', having('/.env', html('<pre>A_KEY=1\nB_KEY=2</pre>'))],
    [
      'prose with a line of the kind',
      having('/.env', { body: 'Dear reader,\nthis is\nA_KEY=1\nall.' }),
    ],
    [
      'an actuator with health alone',
      having('/actuator', json({ _links: { self: { href: 'x' }, health: { href: 'x' } } })),
    ],
    ['what reflects the path', (path: string) => ({ body: `You asked for ${path}` })],
    ['a list of the path in JSON', (path: string) => json({ path, headers: { accept: '*/*' } })],
  ] as const)('%s', async (_, pages) => {
    expect(await lookClosely(pages)).toMatchObject({
      access: 'identified',
      web: { exposures: [] },
    });
  });
});

it('a server that stays silent in the middle keeps what was seen until then', async () => {
  await using fake = await fakeHttp((path) =>
    path === '/.env'
      ? { body: 'A_KEY=1\nB_KEY=2\n' }
      : path === '/phpinfo.php'
        ? { raw: '' }
        : NOT_FOUND,
  );
  const asked = await ask({ ...fake, wishes: closely, limits: { answer: 300 } });
  expect(asked).toMatchObject({ access: 'partial', web: { complete: false } });
});
