/** A real provider of OpenID Connect on loopback, over TLS, with one person who is signed in without being asked. */
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, OutgoingHttpHeaders, RequestListener } from 'node:http';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { certificate } from '../lab/certificates.ts';
import { OpenIdProvider } from '../src/egress/sign-in.ts';
import { SignInConfig } from '../src/model/server-config.ts';
import { Elsewhere } from '../src/server/accounts/elsewhere.ts';
import type { ServerFixture } from './server-fixture.ts';

export interface PersonThere {
  sub: string;
  preferred_username: string;
  groups: string[];
}

export interface OpenId extends AsyncDisposable {
  readonly issuer: string;
  readonly ca: string;
  /** Who is signed in there; tests change it. */
  readonly person: PersonThere;
}

const CLIENT = { id: 'nightlatch', secret: 'a-secret-of-the-client-of-the-test' };

interface Ctx {
  readonly oidc: {
    readonly session: { readonly accountId: string };
    readonly client: { readonly clientId: string };
    readonly provider: Provider;
  };
}

function configurationOf(redirect: string, person: PersonThere): object {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirect] }],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['a key of the test'] },
    scopes: ['openid', 'profile', 'groups'],
    claims: { openid: ['sub'], profile: ['preferred_username'], groups: ['groups'] },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/login/${uid}` },
    findAccount: (_: unknown, accountId: string) => ({ accountId, claims: () => person }),
    /** Consent, as an administrator gives it for everybody. */
    loadExistingGrant: async ({ oidc: { session, client, provider } }: Ctx) => {
      const { accountId } = session;
      const grant = new provider.Grant({ accountId, clientId: client.clientId });
      grant.addOIDCScope('openid profile groups');
      await grant.save();
      return grant;
    },
  };
}

export async function startOpenId(redirect: string): Promise<OpenId> {
  const files = await certificate('good');
  const read = (file: string): string => readFileSync(file, 'utf8');
  let answer: RequestListener = (_, response) => response.end();
  const server = createServer({ cert: read(files.cert), key: read(files.key) }, (asked, response) =>
    answer(asked, response),
  );
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const issuer = `https://127.0.0.1:${port}`;
  const person: PersonThere = { sub: 'u-1', preferred_username: 'Maria', groups: ['night-ops'] };
  const provider = new Provider(issuer, configurationOf(redirect, person));
  const theirs = provider.callback();
  answer = (asked, response) => {
    if (!asked.url?.startsWith('/login/')) return theirs(asked, response);
    const login = { accountId: person.sub };
    return void provider.interactionFinished(asked, response, { login });
  };
  return {
    issuer,
    ca: read(files.ca),
    person,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

/** What the server needs to let people in by it: who is in `night-ops` operates, who is in `night-admins` administers. */
export function elsewhereOf(
  { issuer, ca }: OpenId,
  server: ServerFixture,
  onRefused: (why: string) => void = () => undefined,
): Elsewhere {
  const config = SignInConfig.parse({
    issuer,
    label: 'Example',
    client_id: CLIENT.id,
    scopes: ['profile', 'groups'],
    role_claim: 'groups',
    roles: { operator: ['night-ops'], admin: ['night-admins'] },
  });
  const provider = new OpenIdProvider({
    issuer: new URL(issuer),
    clientId: CLIENT.id,
    secret: CLIENT.secret,
    scopes: config.scopes,
    origins: [],
    allowPrivate: true,
    ca,
    claims: [config.name_claim, 'groups'],
  });
  const now = (): Date => server.now;
  return new Elsewhere({ provider, config, accounts: server.accounts, now, onRefused });
}

/** What a browser does with the address that it is sent to: keeps cookies and follows, until it is sent to `redirect`. */
export async function browse(url: string, redirect: string, ca: string): Promise<string> {
  const jar = new Map<string, string>();
  for (let at = url, hops = 0; hops < 8; hops += 1) {
    if (at.startsWith(redirect)) return at;
    const cookies = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const { headers } = await ask(at, ca, { Cookie: cookies });
    for (const each of headers['set-cookie'] ?? []) {
      const [pair = ''] = each.split(';', 1);
      const [name = '', ...rest] = pair.split('=');
      jar.set(name, rest.join('='));
    }
    at = new URL(headers.location ?? '', at).href;
  }
  throw new Error('it leads nowhere');
}

async function ask(url: string, ca: string, headers: OutgoingHttpHeaders) {
  return new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request(url, { ca, headers, agent: false }, (answer) => {
      answer.resume();
      resolve(answer);
    });
    sent.on('error', reject).end();
  });
}
