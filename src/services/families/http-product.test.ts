import { describe, expect, it } from 'vitest';
import { fakeHttp, json, type FakePages } from '../../../test/fakes/http.ts';
import { Pace } from '../../wire/pace.ts';
import { dialogueOf } from '../../wire/dialogue.ts';
import { LIMITS, Session } from '../../wire/session.ts';
import { declarations } from '../../wire/recorder.ts';
import type { Look } from '../service.ts';
import { httpProduct } from './http-product.ts';
import { HttpTalk, textField } from './http-talk.ts';

const keys = httpProduct({
  id: 'keys',
  title: 'Keys',
  verified: 'made up',
  recognise: () => true,
  proofs: ['/keys', '/users'].map((path) => ({
    path,
    shows: ({ json: body }) =>
      Array.isArray(body) && body.length > 0 ? `a list of ${body.length}` : undefined,
  })),
  refuses: ({ json: body }) => textField(body, 'error') === 'please login',
  version: ({ root }) => textField(root.json, 'version') ?? null,
  grants: 'read-write',
});

async function look(pages: FakePages): Promise<Look | undefined> {
  await using fake = await fakeHttp(pages);
  const target = { text: 'test', subject: { kind: 'name', name: 'test' }, ports: null } as const;
  const wire = {
    guard: () => ({ allowed: true }) as const,
    pace: new Pace({ rate: Number.POSITIVE_INFINITY, perHost: 8 }),
    limits: LIMITS,
    agent: 'nightlatch/0 run/1',
    signal: new AbortController().signal,
  };
  await using session = new Session({ address: fake.address, port: fake.port, target }, wire);
  const talk = new HttpTalk(dialogueOf(session, declarations([])), false, {
    id: 'keys',
    sends: ['GET /', ...keys.sends],
  });
  const root = await talk.get('/');
  return await keys.access(talk.speaking(keys), { port: fake.port, root, shared: new Map() });
}

const list = json([{ a: 1 }, { b: 2 }]);
const root = json({ version: '1.2.3' });
const nowhere = json({}, 404);

describe('a product told by a table', () => {
  it.each<[string, FakePages, Partial<Look>]>([
    [
      'open',
      (path) => (path === '/' ? root : path.length < 8 ? list : nowhere),
      { access: 'open', version: '1.2.3', grants: 'read-write', authMethods: ['none'] },
    ],
    [
      'partial',
      (path) =>
        path === '/' ? root : path === '/keys' ? list : path === '/users' ? json({}, 403) : nowhere,
      { access: 'partial' },
    ],
    [
      'protected',
      (path) => (path === '/' ? root : { status: 401, headers: { 'WWW-Authenticate': 'Bearer' } }),
      { access: 'protected', authMethods: ['bearer'], grants: null },
    ],
    [
      'protected in its own words',
      (path) => (path === '/' ? root : json({ error: 'please login' }, 500)),
      { access: 'protected', authMethods: ['other'] },
    ],
    [
      'identified by an empty list',
      (path) => (path === '/' ? root : json([])),
      { access: 'identified' },
    ],
    ['decoy', () => list, { access: 'decoy' }],
    ['unknown', (path) => (path === '/' ? root : json({}, 503)), { access: 'unknown' }],
  ])('%s', async (_, pages, expected) => {
    const seen = await look(pages);
    expect(seen).toMatchObject(expected);
    if (expected.access === 'open') {
      expect(seen?.proof).toEqual([
        { asked: 'GET /keys', answered: 'HTTP 200, a list of 2' },
        { asked: 'GET /users', answered: 'HTTP 200, a list of 2' },
      ]);
      expect(seen?.control).toEqual([
        { asked: 'GET a path that does not exist', answered: 'HTTP 404' },
      ]);
    }
  });
});
