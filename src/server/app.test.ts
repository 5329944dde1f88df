import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ORIGIN, PASSWORD, serverFixture, type ServerFixture } from '../../test/server-fixture.ts';
import { sampleFinding } from '../../test/sample-finding.ts';
import { observation } from '../../test/rule-cases.ts';
import { opened } from '../findings/lifecycle.ts';
import type { Endpoint } from './endpoint.ts';
import { pagesIn } from './pages.ts';
import { routes } from './routes.ts';

let server: ServerFixture;
beforeEach(async () => {
  server = await serverFixture();
});
afterEach(async () => {
  expect(server.errors).toEqual([]);
  await server[Symbol.asyncDispose]();
});

const pathOf = ({ base, path }: Endpoint): string =>
  (base ?? '/api/v1') + path.replaceAll(/\{\w+\}/g, 'x');

/** Twelve open doors, seen by one run. */
async function seed(count = 12): Promise<void> {
  const at = '2026-11-24T10:00:00.000Z';
  const run = { id: 'r1', entry: 'lab', vantage: 'segment', version: '1', started: at };
  await server.store.runs.begin(run);
  for (let index = 0; index < count; index += 1) {
    const asset = `10.0.0.${index}:6379`;
    const { tracked, changes } = opened(
      sampleFinding({ value: 60 + (index % 3) * 15, asset }),
      at,
      null,
    );
    await server.store.findings.put(tracked, 'lab', at);
    await server.store.changes.add(changes, 'r1');
    const seen = observation({ asset, access: 'open', at });
    await server.store.assets.seen('lab', [seen]);
  }
}

describe('a caller without an account', () => {
  it('is told 401 by every route, and nothing else', async () => {
    const closed = routes.filter(({ needs }) => needs !== 'nobody');
    expect(closed.length).toBeGreaterThan(25);
    for (const each of closed) {
      const { status, body, headers } = await server.ask(each.method.toUpperCase(), pathOf(each));
      expect([each.id, status]).toEqual([each.id, 401]);
      expect(body).toEqual({
        type: 'urn:nightlatch:problem:401',
        title: 'Sign in first',
        status: 401,
      });
      expect(headers.get('www-authenticate')).toContain('Bearer');
    }
  });

  it('learns of no route that exists and none that does not', async () => {
    const answers = await Promise.all(
      ['/', '/api', '/api/v1/nothing', '/api/v2/findings', '/index.html', '/metrics/x'].map(
        (path) => server.ask('GET', path),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 401));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });

  it('is told of health in a word', async () => {
    expect((await server.ask('GET', '/healthz')).body).toBe('ok');
    expect((await server.ask('GET', '/readyz')).body).toBe('ready');
  });

  it('with a secret that is none is nobody', async () => {
    for (const headers of [
      { Authorization: 'Bearer nlt_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' },
      { Authorization: 'Basic YTpi' },
      { Cookie: 'nightlatch=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' },
    ])
      expect((await server.ask('GET', '/api/v1/me', headers)).status).toBe(401);
  });
});

describe('roles', () => {
  it('let a viewer read, an operator act, and an administrator decide who comes in', async () => {
    await seed(1);
    for (const role of ['viewer', 'operator', 'admin'] as const) await server.account(role, role);
    const tried = [
      ['GET', '/api/v1/findings', undefined, [200, 200, 200]],
      ['POST', '/api/v1/runs', { entry: 'lab' }, [403, 202, 202]],
      ['GET', '/api/v1/accounts', undefined, [403, 403, 200]],
      ['GET', '/metrics', undefined, [200, 200, 200]],
    ] as const;
    for (const [method, path, body, wanted] of tried) {
      const got: number[] = [];
      for (const name of ['viewer', 'operator', 'admin'])
        got.push((await server.ask(method, path, await server.session(name), body)).status);
      expect([path, got]).toEqual([path, [...wanted]]);
    }
    expect(server.looked).toEqual(['lab', 'lab']);
  });

  it('hold for tokens too, which are given less and never more', async () => {
    await server.account('robot', 'operator');
    const submit = await server.token('robot', 'operator', ['submit']);
    expect((await server.ask('GET', '/api/v1/findings', submit)).status).toBe(403);
    const headers = await server.session('robot');
    const body = { name: 'more', scopes: ['admin'] };
    expect((await server.ask('POST', '/api/v1/tokens', headers, body)).status).toBe(403);
    // The account is given less: so is its token.
    const operate = await server.token('robot', 'operator', ['operate']);
    await server.store.accounts.change('id-robot', { role: 'viewer' });
    expect((await server.ask('POST', '/api/v1/runs', operate, { entry: 'lab' })).status).toBe(403);
    await server.accounts.disable('id-robot', true);
    expect((await server.ask('GET', '/api/v1/me', operate)).status).toBe(401);
    expect((await server.ask('GET', '/api/v1/me', headers)).status).toBe(401);
  });

  it('end with the session and with the token', async () => {
    await server.account('ann', 'admin');
    const headers = await server.session('ann');
    const token = await server.token('ann', 'admin', ['read']);
    server.now = new Date('2026-11-25T21:00:00Z');
    expect((await server.ask('GET', '/api/v1/me', headers)).status).toBe(401);
    expect((await server.ask('GET', '/api/v1/me', token)).status).toBe(200);
    server.now = new Date('2026-11-26T13:00:00Z');
    expect((await server.ask('GET', '/api/v1/me', token)).status).toBe(401);
    const again = await server.session('ann');
    expect((await server.ask('DELETE', '/api/v1/session', again)).status).toBe(204);
    expect((await server.ask('GET', '/api/v1/me', again)).status).toBe(401);
  });
});

describe('the first account', () => {
  const first = (secret: string, name = 'ann', password = PASSWORD) =>
    server.ask('POST', '/api/v1/first', { 'X-Nightlatch': '1' }, { secret, name, password });

  it('is made by a link, once, and signs in', async () => {
    const secret = await server.accounts.link(null, 'admin');
    expect((await first(secret, 'ann', 'short')).status).toBe(400);
    const done = await first(secret);
    expect(done.status).toBe(200);
    const cookie = done.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(
      /^nightlatch=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/,
    );
    const headers = { Cookie: cookie.split(';')[0] ?? '' };
    expect((await server.ask('GET', '/api/v1/me', headers)).body).toMatchObject({ role: 'admin' });
    expect((await first(secret, 'bob')).status).toBe(403);
    expect(await server.accounts.isUnclaimed()).toBe(false);
  });

  it('is made by none that is a quarter of an hour old, or that came after somebody', async () => {
    const late = await server.accounts.link(null, 'admin');
    server.now = new Date('2026-11-25T12:15:00Z');
    expect((await first(late)).status).toBe(403);
    const second = await server.accounts.link(null, 'admin');
    await server.account('boss', 'admin');
    expect((await first(second)).status).toBe(403);
  });

  it('leaves nothing readable in the store', async () => {
    const secret = await server.accounts.link(null, 'admin');
    await first(secret);
    const headers = await server.session('ann');
    const { body } = await server.ask('POST', '/api/v1/tokens', headers, {
      name: 'ci',
      scopes: ['submit'],
    });
    const dump = JSON.stringify([
      await server.store.accounts.all(),
      await server.store.accounts.tokens(),
      await server.store.db.selectFrom('sessions').selectAll().execute(),
      await server.store.db.selectFrom('links').selectAll().execute(),
    ]);
    const cookie = (headers['Cookie'] ?? '').split('=')[1] ?? 'x';
    for (const hidden of [PASSWORD, secret, cookie, (body as { secret: string }).secret])
      expect(dump).not.toContain(hidden);
  });
});

describe('a name that is guessed at', () => {
  const signIn = (name: string, password: string) =>
    server.ask('POST', '/api/v1/session', { 'X-Nightlatch': '1' }, { name, password });

  it('waits longer and longer, whether it exists or not', async () => {
    await server.account('ann', 'admin');
    for (const name of ['ann', 'nobody']) {
      const statuses: number[] = [];
      for (let attempt = 0; attempt < 6; attempt += 1)
        statuses.push((await signIn(name, 'wrong')).status);
      expect([name, statuses]).toEqual([name, [401, 401, 401, 401, 401, 429]]);
    }
    const locked = await signIn('ann', PASSWORD);
    expect([locked.status, locked.headers.get('retry-after')]).toEqual([429, '30']);
    server.now = new Date(server.now.getTime() + 31_000);
    expect((await signIn('ann', 'wrong')).status).toBe(401);
    expect((await signIn('ann', PASSWORD)).headers.get('retry-after')).toBe('60');
    server.now = new Date(server.now.getTime() + 61_000);
    expect((await signIn('ann', PASSWORD)).status).toBe(200);
    expect((await signIn('ann', 'wrong')).status).toBe(401);
  });

  it('is slowed by address as well, whatever names it tries', async () => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 21; attempt += 1)
      statuses.push((await signIn(`n${attempt}`, 'wrong')).status);
    expect(statuses.slice(0, 20)).toEqual(statuses.slice(0, 20).map(() => 401));
    expect(statuses[20]).toBe(429);
  });
});

describe('a page of somebody else', () => {
  it('changes nothing, though the browser sends the cookie', async () => {
    await seed(1);
    await server.account('ann', 'admin');
    const { Cookie = '' } = await server.session('ann');
    const [finding] = await server.store.findings.page({}, 1);
    const path = `/api/v1/findings/${finding?.finding.id}/assign`;
    const from = (headers: Record<string, string>) =>
      server.ask('POST', path, { Cookie, ...headers }, { owner: 'blue' });
    expect((await from({})).status).toBe(403);
    expect((await from({ 'X-Nightlatch': '1', 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    expect((await from({ 'X-Nightlatch': '1', 'Sec-Fetch-Site': 'same-site' })).status).toBe(403);
    expect((await from({ 'X-Nightlatch': '1', Origin: 'http://evil.example' })).status).toBe(403);
    expect((await from({ 'X-Nightlatch': '1', Origin: 'null' })).status).toBe(403);
    expect((await server.store.findings.byId(finding?.finding.id ?? ''))?.owner).toBeNull();
    const own = { 'X-Nightlatch': '1', 'Sec-Fetch-Site': 'same-origin', Origin: ORIGIN };
    expect((await from(own)).status).toBe(200);
  });

  it('whose name leads here is not answered', async () => {
    await server.account('ann', 'admin');
    const headers = await server.session('ann');
    for (const host of [
      'evil.example:8480',
      '127.0.0.1',
      '127.0.0.1:80',
      '',
      '127.0.0.1:8480.evil.example',
    ])
      expect((await server.ask('GET', '/api/v1/me', { ...headers, Host: host })).status).toBe(421);
  });

  it('cannot show or run anything of this one', async () => {
    const { headers } = await server.ask('GET', '/healthz');
    expect(headers.get('content-security-policy')).toMatch(
      /default-src 'self'.*frame-ancestors 'none'/,
    );
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  });
});

describe('the built page', () => {
  it('is shown to somebody who has to sign in as a refusal, with a nonce of its own each time', async () => {
    const folder = join(server.folder, 'web');
    mkdirSync(join(folder, 'assets'), { recursive: true });
    writeFileSync(
      join(folder, 'index.html'),
      '<!doctype html><style nonce="__CSP_NONCE__"></style>',
    );
    writeFileSync(join(folder, 'assets', 'main-1.js'), 'export {};');
    writeFileSync(join(folder, 'secret.txt'), 'x');
    await using other = await serverFixture(pagesIn(folder));
    await other.account('ann', 'viewer');
    const stranger = await other.ask('GET', '/findings?state=open');
    expect([stranger.status, stranger.headers.get('www-authenticate')]).toEqual([
      401,
      'Bearer realm="nightlatch"',
    ]);
    const known = await other.ask('GET', '/', await other.session('ann'));
    expect(known.status).toBe(200);
    const nonces = [stranger, known].map(
      ({ body }) => /nonce="([^"]{24})"/.exec(String(body))?.[1],
    );
    expect(new Set(nonces).size).toBe(2);
    expect(known.headers.get('content-security-policy')).toContain(`'nonce-${nonces[1]}'`);
    const script = await other.ask('GET', '/assets/main-1.js');
    expect([script.status, script.body]).toEqual([200, 'export {};']);
    expect(script.headers.get('cache-control')).toContain('immutable');
    for (const path of [
      '/secret.txt',
      '/assets/../secret.txt',
      '/assets/%2e%2e/secret.txt',
      '/..%2fnightlatch.db',
    ])
      expect((await other.ask('GET', path)).body).toContain('<!doctype html>');
    expect((await other.ask('GET', '/api/v1/nothing')).body).toMatchObject({ status: 401 });
  });

  it('is not there where nobody built it', () => {
    expect(pagesIn(join(server.folder, 'none'))).toBeUndefined();
  });
});

it('names the methods of a path to those who are known', async () => {
  await server.account('ann', 'viewer');
  const { status, headers } = await server.ask(
    'PATCH',
    '/api/v1/findings',
    await server.session('ann'),
  );
  expect([status, headers.get('allow')]).toEqual([405, 'GET']);
});
