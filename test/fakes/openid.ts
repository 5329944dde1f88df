/** A provider of OpenID Connect that lies as a test wants it, built from OpenID Connect Core 1.0, section 3.1.3. */
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Lies {
  /** Of the description: https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata */
  metadata?: Readonly<Record<string, unknown>>;
  header?: Readonly<Record<string, unknown>>;
  claims?: Readonly<Record<string, unknown>>;
  /** Signs with a key that it does not publish. */
  otherKey?: boolean;
  /** Instead of tokens. */
  token?: (response: ServerResponse) => void;
}

export interface FakeOpenId extends AsyncDisposable {
  readonly issuer: string;
  lies: Lies;
  /** Of the last question for a token. */
  readonly heard: { verifier: string; authorization: string };
  /** What the ID token has to hold. */
  nonce: string;
}

const KEY_ID = 'k1';

type Pair = ReturnType<typeof pair>;
const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

/** They take a while to make. */
let made: { readonly published: Pair; readonly other: Pair } | undefined;
const pairs = () => (made ??= { published: pair(), other: pair() });

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function tokenOf(header: Readonly<Record<string, unknown>>, claims: object, key: KeyObject) {
  const said = `${part(header)}.${part(claims)}`;
  const signature = header['alg'] === 'none' ? '' : sign('sha256', Buffer.from(said), key);
  return `${said}.${signature.toString('base64url')}`;
}

export async function startFakeOpenId(client: string): Promise<FakeOpenId> {
  const { published, other } = pairs();
  const jwk = published.publicKey.export({ format: 'jwk' });
  const server = createServer((request, response) => {
    const json = (value: object): void => {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
    };
    const { issuer, lies, nonce } = fake;
    switch (request.url ?? '') {
      case '/.well-known/openid-configuration':
        return json({
          issuer,
          authorization_endpoint: `${issuer}/auth`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
          id_token_signing_alg_values_supported: ['RS256'],
          ...lies.metadata,
        });
      case '/jwks':
        return json({ keys: [{ ...jwk, kid: KEY_ID, use: 'sig', alg: 'RS256' }] });
      case '/token': {
        let body = '';
        request.setEncoding('utf8').on('data', (text: string) => {
          body += text;
        });
        return void request.on('end', () => {
          fake.heard.verifier = new URLSearchParams(body).get('code_verifier') ?? '';
          fake.heard.authorization = request.headers.authorization ?? '';
          if (lies.token) return lies.token(response);
          const now = Math.floor(Date.now() / 1000);
          const claims = { iss: issuer, aud: client, sub: 'u-1', nonce, iat: now, exp: now + 60 };
          const header = { alg: 'RS256', kid: KEY_ID, ...lies.header };
          const key = lies.otherKey ? other.privateKey : published.privateKey;
          const id_token = tokenOf(header, { ...claims, ...lies.claims }, key);
          json({ access_token: 'a', token_type: 'Bearer', id_token });
        });
      }
      default:
        return void response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const fake: FakeOpenId = {
    issuer: `http://127.0.0.1:${port}`,
    lies: {},
    heard: { verifier: '', authorization: '' },
    nonce: '',
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
  return fake;
}

/** RFC 7636, section 4.2. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
