import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  challengeOf,
  startFakeOpenId,
  type FakeOpenId,
  type Lies,
} from '../../test/fakes/openid.ts';
import type { SignedInElsewhere } from '../model/sign-in.ts';
import { OpenIdProvider, type ProviderFacts } from './sign-in.ts';

const CLIENT = 'nightlatch';
const SECRET = 'a-secret-of-the-client';
const BACK = 'http://127.0.0.1:8480/sign-in/back';

let fake: FakeOpenId;
beforeEach(async () => {
  fake = await startFakeOpenId(CLIENT);
});
afterEach(async () => {
  await fake[Symbol.asyncDispose]();
});

function providerOf(facts: Partial<ProviderFacts> = {}): OpenIdProvider {
  return new OpenIdProvider({
    issuer: new URL(fake.issuer),
    clientId: CLIENT,
    secret: SECRET,
    scopes: ['profile'],
    origins: [],
    allowPrivate: true,
    ca: undefined,
    claims: [],
    ...facts,
  });
}

interface Back {
  readonly state?: string;
  readonly more?: string;
}

/** There and back, with an answer as a browser brings it. */
async function through(
  lies: Lies = {},
  { state, more = '' }: Back = {},
  provider = providerOf(),
): Promise<SignedInElsewhere> {
  fake.lies = lies;
  const { url, checks } = await provider.begin(BACK);
  const asked = new URL(url).searchParams;
  fake.nonce = asked.get('nonce') ?? '';
  const answer = new URL(`${BACK}?code=c-1&state=${state ?? asked.get('state')}${more}`);
  const who = await provider.finish(answer, checks);
  expect(asked.get('code_challenge')).toBe(challengeOf(fake.heard.verifier));
  return who;
}

const now = Math.floor(Date.now() / 1000);

describe('an answer of a provider', () => {
  it('is taken where all of it fits, and the secret goes to its token endpoint alone', async () => {
    expect(await through()).toMatchObject({ issuer: fake.issuer, subject: 'u-1' });
    const basic = Buffer.from(fake.heard.authorization.replace('Basic ', ''), 'base64').toString();
    expect(decodeURIComponent(basic)).toBe(`${CLIENT}:${SECRET}`);
    const { url } = await providerOf().begin(BACK);
    expect(url).not.toContain(SECRET);
    expect(new URL(url).searchParams.get('code_challenge_method')).toBe('S256');
  });

  it.each<[string, Lies]>([
    ['for another sign-in', { claims: { nonce: 'another' } }],
    ['for nobody’s sign-in', { claims: { nonce: undefined } }],
    ['for another client', { claims: { aud: 'another' } }],
    ['for two clients', { claims: { aud: [CLIENT, 'another'], azp: 'another' } }],
    ['that is too old', { claims: { iat: now - 7200, exp: now - 3600 } }],
    ['that never ends', { claims: { exp: undefined } }],
    ['of another issuer', { claims: { iss: 'https://login.example.org' } }],
    ['about nobody', { claims: { sub: undefined } }],
    ['that nobody signed', { header: { alg: 'none' } }],
    ['that is signed by a shared key', { header: { alg: 'HS256' } }],
    ['that is signed by somebody else', { otherKey: true }],
    ['with a key that is not published', { header: { kid: 'k9' } }],
  ])('is refused %s', async (_, lies) => {
    await expect(through(lies)).rejects.toMatchObject({
      name: 'SignInError',
      isUnreachable: false,
      message: expect.stringMatching(/^its answer is not as it must be \([A-Z_]+\)$/) as string,
    });
  });

  it('is refused with another state, with none, with another issuer, and with an error', async () => {
    const other = { authorization_response_iss_parameter_supported: true };
    await expect(through({}, { state: 'x' })).rejects.toThrow(/not as it must be/);
    await expect(through({}, { state: '' })).rejects.toThrow(/not as it must be/);
    const iss = '&iss=https%3A%2F%2Flogin.example.org';
    await expect(through({ metadata: other }, { more: iss })).rejects.toThrow(/not as it must be/);
    await expect(through({ metadata: other })).rejects.toThrow(/not as it must be/);
    const error = '&error=access_denied&error_description=%1b[31mno';
    const refusal = through({}, { more: error });
    await expect(refusal).rejects.toThrow(/not as it must be/);
    await expect(refusal).rejects.not.toThrow(/31m|denied/);
  });
});

describe('a provider', () => {
  it('that says it is somebody else, or leads elsewhere, is not asked further', async () => {
    let asked = 0;
    const elsewhere = createServer((_, response) => {
      asked += 1;
      response.end('{}');
    });
    await new Promise<void>((resolve) => {
      elsewhere.listen(0, '127.0.0.1', resolve);
    });
    const there = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
    await expect(through({ metadata: { issuer: there } })).rejects.toThrow(/not as it must be/);
    for (const name of ['authorization_endpoint', 'token_endpoint', 'jwks_uri'])
      await expect(through({ metadata: { [name]: `${there}/x` } })).rejects.toThrow(
        /an origin that the file does not name/,
      );
    const redirect = through({
      token: (response) => response.writeHead(307, { Location: `${there}/token` }).end(),
    });
    await expect(redirect).rejects.toThrow(/not as it must be/);
    expect(asked).toBe(0);
    elsewhere.close();
  });

  it('that floods, hangs up or is no provider says nothing', async () => {
    const flood = through({ token: (response) => response.end(`{"a":"${'x'.repeat(200_000)}"}`) });
    await expect(flood).rejects.toThrow(/not as it must be/);
    const hung = through({ token: (response) => response.destroy() });
    await expect(hung).rejects.toMatchObject({ isUnreachable: true });
    const nowhere = providerOf({ issuer: new URL('https://127.0.0.1:1/') });
    await expect(nowhere.begin(BACK)).rejects.toMatchObject({ isUnreachable: true });
  });

  it('stands at a public address over https, unless the file says otherwise', async () => {
    const strict = { allowPrivate: false };
    await expect(providerOf(strict).begin(BACK)).rejects.toThrow(/https only/);
    const issuer = new URL('https://10.0.0.1/');
    await expect(providerOf({ ...strict, issuer }).begin(BACK)).rejects.toThrow(/private address/);
  });

  it('is asked again after it failed, and by a public client without a secret', async () => {
    const provider = providerOf({ secret: undefined });
    await expect(through({ metadata: { issuer: 'x' } }, {}, provider)).rejects.toThrow(/must be/);
    expect(await through({}, {}, provider)).toMatchObject({ subject: 'u-1' });
    expect(fake.heard.authorization).toBe('');
  });
});
