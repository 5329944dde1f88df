import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import { browse, elsewhereOf, startOpenId, type OpenId } from '../../test/openid.ts';
import {
  ORIGIN,
  serverFixture,
  type Asked,
  type ServerFixture,
} from '../../test/server-fixture.ts';

const BACK = `${ORIGIN}/sign-in/back`;
const OURS = { Origin: ORIGIN, 'X-Nightlatch': '1' };

let openId: OpenId;
let server: ServerFixture;
const refused: string[] = [];
beforeAll(async () => {
  openId = await startOpenId(BACK);
});
afterAll(async () => {
  await openId[Symbol.asyncDispose]();
});
beforeEach(async () => {
  server = await serverFixture();
  Object.assign(server.facts, {
    elsewhere: elsewhereOf(openId, server, (why) => refused.push(why)),
  });
  refused.length = 0;
  Object.assign(openId.person, { sub: 'u-1', preferred_username: 'Maria', groups: ['night-ops'] });
});
afterEach(async () => {
  expect(server.errors).toEqual([]);
  await server[Symbol.asyncDispose]();
});

const post = (path: string, headers: Record<string, string>, body: unknown): Promise<Asked> =>
  server.ask('POST', `/api/v1/session/elsewhere${path}`, headers, body);

function cookiesOf({ headers }: Asked): string {
  return headers
    .getSetCookie()
    .map((each) => each.split(';', 1)[0] ?? '')
    .join('; ');
}

/** To the provider and back, and no further. */
async function there(): Promise<{ cookie: string; query: string }> {
  const begun = await post('', OURS, { to: '/findings?state=open' });
  expect(begun.status).toBe(200);
  const { url } = begun.body as { url: string };
  const back = await browse(url, BACK, openId.ca);
  return { cookie: cookiesOf(begun), query: new URL(back).search.slice(1) };
}

const finish = ({ cookie, query }: { cookie: string; query: string }): Promise<Asked> =>
  post('/answer', { ...OURS, Cookie: cookie }, { query });

async function signIn(): Promise<Record<string, string>> {
  const done = await finish(await there());
  expect(done).toMatchObject({ status: 200, body: { to: '/findings?state=open' } });
  return { Cookie: cookiesOf(done), 'X-Nightlatch': '1' };
}

const me = (headers: Record<string, string>): Promise<Asked> =>
  server.ask('GET', '/api/v1/me', headers);

describe('signing in with a real provider', () => {
  it('makes an account at the first time, whose role follows the groups', async () => {
    const headers = await signIn();
    expect((await me(headers)).body).toMatchObject({ name: 'maria', role: 'operator' });
    openId.person.groups = ['staff', 'night-admins'];
    const later = await signIn();
    // One person is one account, and the role holds for what was signed in before.
    expect((await me(headers)).body).toMatchObject({ name: 'maria', role: 'admin' });
    const accounts = await server.ask('GET', '/api/v1/accounts', later);
    expect(accounts.body).toMatchObject({ items: [{ name: 'maria', issuer: openId.issuer }] });
    const [kept] = await server.store.accounts.all();
    expect(kept).toMatchObject({ password: null, subject: 'u-1' });
  });

  it('leaves no way in by a password', async () => {
    await server.account('ada', 'admin');
    const admin = await server.session('ada');
    await signIn();
    const kept = await server.store.accounts.byName('maria');
    const link = await server.ask('POST', `/api/v1/accounts/${kept?.id}/link`, admin);
    expect(link.status).toBe(409);
    const role = await server.ask('PATCH', `/api/v1/accounts/${kept?.id}`, admin, {
      role: 'admin',
    });
    expect(role.status).toBe(409);
    await expect(server.accounts.signIn('maria', '')).rejects.toThrow(/wrong/);
  });

  it('gives nobody the account of somebody else who is called the same', async () => {
    await server.account('maria', 'admin');
    expect((await me(await signIn())).body).toMatchObject({
      name: 'maria@127.0.0.1',
      role: 'operator',
    });
    openId.person.sub = 'u-2';
    openId.person.preferred_username = 'Ünal Öz\u202E';
    expect((await me(await signIn())).body).toMatchObject({ name: 'nal--z-' });
  });

  it('refuses who is in no group, and ends what was signed in before', async () => {
    const headers = await signIn();
    const given = { name: 'ci', scopes: ['read'], days: 9 };
    const made = await server.ask('POST', '/api/v1/tokens', headers, given);
    const token = { Authorization: `Bearer ${(made.body as { secret: string }).secret}` };
    expect((await me(token)).status).toBe(200);
    openId.person.groups = ['staff'];
    const turned = await finish(await there());
    expect(turned.status).toBe(403);
    expect(refused).toEqual(['none of its groups has a role here']);
    expect((await me(headers)).status).toBe(401);
    expect((await me(token)).status).toBe(401);
    openId.person.groups = ['night-ops'];
    const again = await signIn();
    const kept = await server.store.accounts.byName('maria');
    await server.accounts.disable(kept?.id ?? '', true);
    expect((await me(again)).status).toBe(401);
    expect((await finish(await there())).status).toBe(403);
  });

  it('takes an answer once, in the browser that began, and within ten minutes', async () => {
    const first = await there();
    const { cookie } = await there();
    expect((await finish({ ...first, cookie: '' })).status).toBe(403);
    // Another browser, which began for itself: that answer is not the one it waits for.
    expect((await finish({ ...first, cookie })).status).toBe(403);
    expect(refused).toHaveLength(1);
    expect((await finish(first)).status).toBe(200);
    expect((await finish(first)).status).toBe(403);
    const late = await there();
    server.now = new Date(server.now.getTime() + 600_000);
    expect((await finish(late)).status).toBe(403);
  });

  it('is begun by our own page alone, and is not there where nobody is named', async () => {
    expect((await post('', { 'X-Nightlatch': '1' }, {})).status).toBe(400);
    expect((await post('', { Origin: ORIGIN }, {})).status).toBe(403);
    expect((await post('', { ...OURS, Origin: 'https://evil.example' }, {})).status).toBe(403);
    Object.assign(server.facts, { elsewhere: undefined });
    expect((await post('', OURS, {})).status).toBe(409);
    expect((await post('/answer', OURS, { query: '' })).status).toBe(409);
  });
});
