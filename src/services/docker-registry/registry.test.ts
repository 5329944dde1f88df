import { describe, expect, it } from 'vitest';
import { ask } from '../../../test/ask.ts';
import { fakeHttp, json, type FakeAnswer, type FakePages } from '../../../test/fakes/http.ts';
import { looksAtRealServers } from '../../../test/real-servers.ts';

const base = { product: 'docker-registry', protocol: 'http', plaintext: true } as const;
const open = { ...base, access: 'open', grants: 'read-write', authMethods: ['none'] } as const;

looksAtRealServers(
  'docker-registry',
  { open, password: { ...base, access: 'protected', grants: null, authMethods: ['basic'] } },
  ({ access, control, connections }) => {
    expect(connections).toBeLessThanOrEqual(2);
    if (access === 'open')
      expect(control).toEqual([expect.objectContaining({ answered: 'HTTP 404' })]);
  },
);

const VERSION = { 'Docker-Distribution-Api-Version': 'registry/2.0' };
const EMPTY: FakeAnswer = { headers: { 'Cache-Control': 'no-cache' } };
const refused = (code: string, status: number, more = {}): FakeAnswer =>
  json({ errors: [{ code, message: '', detail: null }] }, status, { ...VERSION, ...more });
const UNKNOWN = refused('NAME_UNKNOWN', 404);

function registry(pages: Readonly<Record<string, FakeAnswer>>, otherwise = UNKNOWN): FakePages {
  return (path) => (path === '/' ? EMPTY : (pages[path.replace(/\?.*/, '')] ?? otherwise));
}

/** A token as https://distribution.github.io/distribution/spec/auth/jwt/ has it; its claims are the canary. */
function tokenFor(claims: unknown): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJlLWNhbmFyeQ`;
}

/** A registry whose realm is on its own origin, and what that realm answers. */
async function behindRealm(
  answer: FakeAnswer,
  realmOf = (port: number) => `http://127.0.0.1:${port}/token`,
) {
  const asked: string[] = [];
  let port = 0;
  await using fake = await fakeHttp((path) => {
    asked.push(path);
    if (path === '/') return EMPTY;
    if (path.startsWith('/token')) return answer;
    const challenge = `Bearer realm="${realmOf(port)}",service="lab registry",scope="x"`;
    return refused('UNAUTHORIZED', 401, { 'WWW-Authenticate': challenge });
  });
  ({ port } = fake);
  return { looked: await ask(fake), asked };
}

describe('a registry that sends to a realm', () => {
  const access = [{ type: 'registry', name: 'catalog', actions: ['*'] }];

  it('and hands a token with rights to anybody is partly open; the token is not written', async () => {
    const token = tokenFor({ iss: 'lab', sub: '', access });
    const { looked, asked } = await behindRealm(json({ token }));
    expect(looked).toMatchObject({ ...base, access: 'partial', grants: 'metadata', undeclared: 0 });
    expect(looked.authMethods).toEqual(['bearer']);
    expect(asked).toContain('/token?service=lab%20registry&scope=registry:catalog:*');
    expect(JSON.stringify(looked)).not.toContain(token.slice(0, 20));
    expect(JSON.stringify(looked)).not.toContain(token.split('.')[1]);
  });

  it.each([
    ['a token without rights', 'protected', json({ token: tokenFor({ access: [] }) })],
    [
      'rights without an action',
      'protected',
      json({ token: tokenFor({ access: [{ actions: [] }] }) }),
    ],
    ['no token', 'protected', json({ details: 'incorrect username or password' }, 401)],
    [
      'a log-in page with 200',
      'protected',
      { body: '<html><form><input type="password"></form></html>' },
    ],
    ['a token that cannot be read', 'identified', json({ access_token: 'opaque-canary' })],
    [
      'claims that go too deep',
      'identified',
      json({ token: `a.${Buffer.from('['.repeat(90)).toString('base64url')}.` }),
    ],
  ])('%s makes it %s', async (_, verdict, answer) => {
    const { looked } = await behindRealm(answer);
    expect(looked).toMatchObject({ ...base, access: verdict, grants: null, undeclared: 0 });
    expect(JSON.stringify(looked)).not.toContain('canary');
  });

  it.each([
    ['another host', () => 'https://auth.example.com/token'],
    ['another port', (port: number) => `http://127.0.0.1:${port + 1}/token`],
    ['a path that no vendor uses', (port: number) => `http://127.0.0.1:${port}/delete?all=1`],
    ['a name and a password in it', () => 'http://user:canary@auth.example.com/token'],
  ])('on %s is recorded and not asked', async (_, realm) => {
    const { looked, asked } = await behindRealm(json({ token: tokenFor({ access }) }), realm);
    expect(looked).toMatchObject({ ...base, access: 'protected', undeclared: 0 });
    expect(asked.filter((path) => path !== '/' && path !== '/v2/' && path !== '/version')).toEqual(
      [],
    );
    expect(looked.says?.['realm']).not.toContain('canary');
  });
});

describe('what a registry may answer otherwise', () => {
  const hello = json({}, 200, VERSION);

  it('the catalogue is off, and repositories are looked up all the same', async () => {
    await using fake = await fakeHttp(
      registry({ '/v2/': hello, '/v2/_catalog': refused('UNSUPPORTED', 405) }),
    );
    expect(await ask(fake)).toMatchObject({ ...base, access: 'partial', grants: 'read' });
  });

  it('a greeting alone is no proof', async () => {
    await using fake = await fakeHttp(registry({ '/v2/': hello }, refused('UNAUTHORIZED', 401)));
    expect(await ask(fake)).toMatchObject({ ...base, access: 'identified', grants: null });
  });

  it('it has tags for a repository that does not exist', async () => {
    await using fake = await fakeHttp(
      registry(
        { '/v2/': hello },
        json({ name: 'x', tags: ['latest'], repositories: ['a'] }, 200, VERSION),
      ),
    );
    expect(await ask(fake)).toMatchObject({ access: 'decoy' });
  });

  it.each<[string, FakePages]>([
    ['an empty page for every path', () => EMPTY],
    ['a log-in page for every path', () => ({ body: '<input type="password">' })],
    [
      'the header of a proxy before a page',
      (path) => (path === '/' ? EMPTY : { headers: VERSION, body: '<html>' }),
    ],
    [
      'a proxy that asks for credentials',
      () => ({ status: 401, headers: { 'WWW-Authenticate': 'Basic', ...VERSION } }),
    ],
  ])('%s is no registry', async (_, pages) => {
    await using fake = await fakeHttp(pages);
    const looked = await ask(fake);
    expect(looked.product).toBe('http');
    expect(['identified', 'protected', 'decoy']).toContain(looked.access);
  });
});
