/**
 * A provider of OpenID Connect, by its library: code flow with PKCE, state and nonce, signatures verified. All that is
 * asked of it passes `post`, and goes to the issuer's origin and those that the configuration names.
 * https://openid.net/specs/openid-connect-core-1_0.html#CodeFlowAuth, https://www.rfc-editor.org/rfc/rfc9700
 */
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  clockTolerance,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  ClientSecretBasic,
  ClientSecretPost,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type ClientAuth,
  type Configuration,
  type CustomFetch,
} from 'openid-client';
import {
  SignInError,
  type SignedInElsewhere,
  type SignInChecks,
  type SignInProvider,
} from '../model/sign-in.ts';
import { EgressError } from './permit.ts';
import { post } from './post.ts';

export interface ProviderFacts {
  readonly issuer: URL;
  readonly clientId: string;
  /** Without one it is a public client, which PKCE alone protects. */
  readonly secret: string | undefined;
  readonly scopes: readonly string[];
  readonly origins: readonly string[];
  readonly allowPrivate: boolean;
  readonly ca: string | undefined;
  /** Claims that somebody needs; asked for at the user info endpoint where the ID token lacks one. */
  readonly claims: readonly string[];
  readonly now?: () => number;
}

/** How long what the provider says of itself is believed. */
const KNOWN_FOR = 3_600_000;
/** Seconds by which two clocks may differ. */
const TOLERANCE = 30;

export class OpenIdProvider implements SignInProvider {
  readonly #facts: ProviderFacts;
  readonly #allowed: ReadonlySet<string>;
  readonly #now: () => number;
  #known: { readonly config: Promise<Configuration>; readonly since: number } | undefined;

  constructor(facts: ProviderFacts) {
    this.#facts = facts;
    this.#now = facts.now ?? Date.now;
    this.#allowed = new Set([facts.issuer, ...facts.origins].map((each) => new URL(each).origin));
  }

  async begin(redirect: string): Promise<{ url: string; checks: SignInChecks }> {
    return told(async () => {
      const config = await this.#configuration();
      const verifier = randomPKCECodeVerifier();
      const checks = { verifier, state: randomState(), nonce: randomNonce() };
      const url = buildAuthorizationUrl(config, {
        redirect_uri: redirect,
        scope: ['openid', ...this.#facts.scopes].join(' '),
        state: checks.state,
        nonce: checks.nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      this.#refuseElsewhere(url);
      return { url: url.href, checks };
    });
  }

  async finish(answer: URL, checks: SignInChecks): Promise<SignedInElsewhere> {
    return told(async () => {
      const config = await this.#configuration();
      const tokens = await authorizationCodeGrant(config, answer, {
        pkceCodeVerifier: checks.verifier,
        expectedState: checks.state,
        expectedNonce: checks.nonce,
        idTokenExpected: true,
      });
      const identity = tokens.claims();
      if (!identity) throw new SignInError('it gave no ID token');
      const { iss: issuer, sub: subject } = identity;
      const claims: Record<string, unknown> = { ...identity };
      const lacks = this.#facts.claims.some((name) => !Object.hasOwn(claims, rootOf(name)));
      if (lacks && config.serverMetadata().userinfo_endpoint !== undefined) {
        const more = await fetchUserInfo(config, tokens.access_token, subject);
        return { issuer, subject, claims: { ...more, ...claims } };
      }
      return { issuer, subject, claims };
    });
  }

  async #configuration(): Promise<Configuration> {
    const now = this.#now();
    if (this.#known && now - this.#known.since < KNOWN_FOR) return this.#known.config;
    const config = this.#discover();
    this.#known = { config, since: now };
    // What failed is asked again by the next one who comes.
    config.catch(() => {
      this.#known = undefined;
    });
    return config;
  }

  async #discover(): Promise<Configuration> {
    const { issuer, clientId, secret } = this.#facts;
    const metadata = { [clockTolerance]: TOLERANCE };
    // `post` refuses clear text but to this machine, where the file allows it.
    const isClear = issuer.protocol === 'http:';
    return discovery(issuer, clientId, metadata, authOf(secret), {
      [customFetch]: this.#ask,
      execute: [enableNonRepudiationChecks, ...(isClear ? [allowInsecureRequests] : [])],
    });
  }

  readonly #ask: CustomFetch = async (text, { method, headers, body }) => {
    const url = new URL(text);
    this.#refuseElsewhere(url);
    const { allowPrivate, ca } = this.#facts;
    const receipt = await post(url, {
      method: method === 'POST' ? 'POST' : 'GET',
      headers,
      body: body instanceof URLSearchParams ? body.toString() : '',
      allowPrivate,
      ...(ca !== undefined && { ca }),
    });
    const type = receipt.headers['content-type'];
    return new Response(receipt.body, {
      status: receipt.status,
      ...(type !== undefined && { headers: { 'Content-Type': type } }),
    });
  };

  #refuseElsewhere({ origin }: URL): void {
    if (!this.#allowed.has(origin))
      throw new SignInError('one of its endpoints stands at an origin that the file does not name');
  }
}

/** Basic where the provider takes it or says nothing: RFC 6749, section 2.3.1. */
function authOf(secret: string | undefined): ClientAuth {
  if (secret === undefined) return None();
  const [basic, inBody] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported;
    const isBasic = methods?.includes('client_secret_basic') ?? true;
    return (isBasic ? basic : inBody)(server, ...rest);
  };
}

/** `realm_access.roles` stands within `realm_access`. */
function rootOf(claim: string): string {
  return claim.split('.', 1)[0] ?? claim;
}

/** The words of the library hold none of the provider's; what is behind them may. */
async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SignInError) throw error;
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    for (const each of [error, cause]) {
      if (each instanceof SignInError) throw each;
      if (each instanceof EgressError) throw new SignInError(each.message, true);
    }
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
    throw new SignInError(`its answer is not as it must be (${code})`);
  }
}
