import { describe, expect, it } from 'vitest';
import { ask } from '../../../../test/ask.ts';
import { lookClosely } from '../../../../test/closely.ts';
import { fakeHttp, json, type FakeAnswer } from '../../../../test/fakes/http.ts';

const NOT_FOUND: FakeAnswer = { status: 404, body: 'not found' };
const OPENAPI = { openapi: '3.1.0', info: { title: 'x', version: '1' } };
const html = (body: string): FakeAnswer => ({ headers: { 'Content-Type': 'text/html' }, body });

describe('a described API', () => {
  const paths = {
    '/a': { get: { security: [{ key: [] }] } },
    '/b': { get: { security: [] } },
    '/c/{id}': {
      get: {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      },
    },
    '/logout': { get: {} },
    '/things/{id}': {
      get: {
        parameters: [
          { $ref: '#/components/parameters/id' },
          { name: 'q', in: 'query', required: true, example: 'x y' },
        ],
      },
    },
    '/d': { post: {}, delete: {} },
  };
  const components = {
    parameters: { id: { name: 'id', in: 'path', required: true, example: '../1' } },
  };

  it('is asked for what it calls guarded, with its own examples, and nowhere else', async () => {
    const servers = [{ url: 'https://elsewhere.example/v1/' }, { url: '/v2' }];
    const document = json({ ...OPENAPI, servers, components, paths });
    const asked = await lookClosely((path) =>
      path === '/openapi.json' ? document : path === '/v1/a' ? json([{ x: 1 }]) : NOT_FOUND,
    );
    expect(asked).toMatchObject({
      access: 'open',
      undeclared: 0,
      web: {
        api: {
          servers: 2,
          open: ['/a'],
          routes: { described: 7, asked: 2, open: 1, public: 1, absent: 1, skipped: 4 },
        },
      },
    });
    expect(asked.sent).toContain('GET /v1/a with Bearer credentials');
    expect(asked.sent).toContain('GET /v1/things/..%2F1?q=x%20y');
    expect(asked.sent.join('\n')).not.toMatch(/logout|DELETE|\/c\/|\/v1\/b/);
  });

  it('of Swagger 2, below its base path', async () => {
    const document = json({
      swagger: '2.0',
      basePath: '/api',
      host: 'x',
      securityDefinitions: {},
      security: [{ k: [] }],
      paths: { '/a': { get: {} } },
    });
    const asked = await lookClosely((path) =>
      path === '/swagger.json' ? document : path === '/api/a' ? { status: 401 } : NOT_FOUND,
    );
    expect(asked).toMatchObject({
      access: 'protected',
      web: { api: { document: '/swagger.json', routes: { asked: 1, protected: 1 } } },
    });
  });

  it.each([
    ['a refusal with status 200', json({ code: 401, message: 'x' }), 'protected'],
    ['words of refusal with status 200', json({ error: 'Unauthorized' }), 'protected'],
    ['a redirect to a log-in', { status: 302, headers: { Location: '/login' } }, 'protected'],
    ['an empty list in an envelope', json({ items: [], total: 0 }), 'other'],
    ['a web page', html('<p>x'), 'other'],
    ['an error of its own', { status: 500 }, 'other'],
    ['no such page', NOT_FOUND, 'absent'],
  ] as const)('%s is no data', async (_, answer, kind) => {
    const document = json({ ...OPENAPI, paths: { '/a': { get: {} } } });
    const asked = await lookClosely((path) =>
      path === '/openapi.json' ? document : path === '/a' ? answer : NOT_FOUND,
    );
    expect(asked.web?.api?.routes).toMatchObject({ asked: 1, open: 0, [kind]: 1 });
  });

  it('that answers data on any path proves nothing', async () => {
    const document = json({ ...OPENAPI, paths: { '/a': { get: {} } } });
    const asked = await lookClosely((path) =>
      path === '/openapi.json' ? document : json({ path }),
    );
    expect(asked).toMatchObject({
      access: 'identified',
      web: { api: { routes: { anything: 1, open: 0 } } },
    });
  });

  it('is bounded, and says what it left away', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 3000 }, (_, n) => [`/r${n}`, { get: {} }]),
    );
    const document = json({ ...OPENAPI, paths: many });
    const asked = await lookClosely((path) =>
      path === '/openapi.json' ? document : path.startsWith('/r') ? { status: 401 } : NOT_FOUND,
    );
    expect(asked.web?.api?.routes).toMatchObject({ described: 2000, asked: 40, skipped: 1960 });
  });

  it.each([
    ['a path that is a request of its own', '/a HTTP/1.1\r\nX: y'],
    ['a path that climbs', '/a/../../b'],
    ['a path with a host', '//elsewhere.example/a'],
    ['a path that is not one', 'http://elsewhere.example/a'],
  ])('with %s is not asked for it', async (_, path) => {
    const document = json({ ...OPENAPI, paths: { [path]: { get: {} } } });
    const asked = await lookClosely((where) => (where === '/openapi.json' ? document : NOT_FOUND));
    expect(asked).toMatchObject({ undeclared: 0 });
    expect(asked.sent.join('\n')).not.toMatch(/elsewhere|\.\.|X: y/);
  });

  it('handed over is asked first, wherever the server has its own', async () => {
    await using fake = await fakeHttp((path) => (path === '/a' ? json([1]) : NOT_FOUND));
    const openApi = { ...OPENAPI, paths: { '/a': { get: {} } } };
    expect(await ask({ ...fake, wishes: { closely: true, openApi } })).toMatchObject({
      access: 'open',
      web: { api: { document: 'handed over', routes: { open: 1 } } },
    });
  });
});
