/**
 * The realm of a registry's `Bearer` challenge. It is an address that the server names, so it is asked only where it is
 * this same origin and a path that vendors use; anything else is recorded. Asked without credentials for the right to
 * list the catalogue, it may hand a token to anybody: what the token allows is read from it, and it is never used.
 * https://distribution.github.io/distribution/spec/auth/token/
 */
import { asksForCredentials } from '../families/http-judge.ts';
import { boundedJson } from '../families/bounded-json.ts';
import { hostHeader } from '../families/http-request.ts';
import { field, textField, type HttpTalk } from '../families/http-talk.ts';
import { asWord } from '../families/http-words.ts';
import type { HttpPage } from '../families/http-talk.ts';

/** Paths of Harbor, GitLab, Gitea, Quay, Artifactory, Azure, docker_auth and of the specification's own example. */
const REALM_PATHS = [
  '/token',
  '/service/token',
  '/jwt/auth',
  '/v2/token',
  '/v2/auth',
  '/auth',
  '/auth/token',
  '/oauth2/token',
] as const;

const SCOPE = 'registry:catalog:*';

export const REALM_SENDS: readonly string[] = REALM_PATHS.map(
  (path) => `GET ${path}?service={service}&scope=${SCOPE}`,
);

/** What a stranger gets at the realm. */
export type Handed =
  | { readonly kind: 'elsewhere' | 'refused' | 'opaque' | 'without-rights' }
  | { readonly kind: 'rights'; readonly actions: number };

export interface Realm {
  /** The path that was asked, or `undefined` where it was not. */
  readonly path: string | undefined;
  readonly status: number | undefined;
  readonly handed: Handed;
}

const NOT_ASKED: Realm = { path: undefined, status: undefined, handed: { kind: 'elsewhere' } };

/** `undefined` where the challenge names no realm of the kind. */
export async function askRealm(talk: HttpTalk, refusal: HttpPage): Promise<Realm | undefined> {
  const challenge = refusal.headers.get('www-authenticate') ?? '';
  if (!/(?:^|,\s*)bearer\s/i.test(challenge)) return undefined;
  const path = pathHere(parameter(challenge, 'realm'), talk);
  const service = asWord(parameter(challenge, 'service'));
  if (path === undefined || service === undefined) return NOT_ASKED;
  const page = await talk.get(`${path}?service=${service}&scope=${SCOPE}`);
  return { path, status: page.status, handed: handedBy(page) };
}

function parameter(challenge: string, name: string): string {
  return new RegExp(`\\b${name}="([^"]{1,300})"`, 'i').exec(challenge)?.[1] ?? '';
}

/** The realm's path, if it lies on the origin that we speak to. */
function pathHere(realm: string, talk: HttpTalk): (typeof REALM_PATHS)[number] | undefined {
  if (!URL.canParse(realm)) return undefined;
  const url = new URL(realm);
  const here = new URL(
    `${talk.encrypted ? 'https' : 'http'}://${hostHeader(talk.dialogue, talk.encrypted)}`,
  );
  if (url.origin !== here.origin || url.search !== '') return undefined;
  return REALM_PATHS.find((path) => path === url.pathname);
}

function handedBy(page: HttpPage): Handed {
  if (asksForCredentials(page) || page.status !== 200) return { kind: 'refused' };
  const token = textField(page.json, 'token') ?? textField(page.json, 'access_token');
  if (token === undefined || token === '') return { kind: 'refused' };
  const access = field(claims(token), 'access');
  if (!Array.isArray(access)) return { kind: 'opaque' };
  const actions = access.flatMap((entry: unknown) => field(entry, 'actions') ?? []).length;
  return actions === 0 ? { kind: 'without-rights' } : { kind: 'rights', actions };
}

/** https://distribution.github.io/distribution/spec/auth/jwt/ : the claims stand between the two dots. */
function claims(token: string): unknown {
  const middle = /^[\w-]{1,2048}\.([\w-]{1,8192})\.[\w-]{0,2048}$/.exec(token)?.[1];
  return middle === undefined
    ? undefined
    : boundedJson(Buffer.from(middle, 'base64url').toString('utf8'));
}
