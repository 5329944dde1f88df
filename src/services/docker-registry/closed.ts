/** What a registry that asks for credentials hands to a stranger all the same. */
import type { Exchange } from '../../model/observation.ts';
import { untrusted } from '../../model/untrusted.ts';
import { asksForCredentials, authMethods, isByProxy } from '../families/http-judge.ts';
import type { HttpPage, HttpTalk } from '../families/http-talk.ts';
import { look, type Look } from '../service.ts';
import { askNowhere } from './nowhere.ts';
import { askRealm, type Realm } from './realm.ts';

type Facts = Omit<Partial<Look>, 'access' | 'reason'>;

export async function closed(talk: HttpTalk, base: HttpPage, before: Facts): Promise<Look> {
  const realm = await askRealm(talk, base);
  const facts: Facts = {
    ...before,
    ...(realm && { proof: [...(before.proof ?? []), ...tokenProof(realm)], says: told(base) }),
    authMethods: asksForCredentials(base) ? authMethods(base) : ['other'],
  };
  if (realm?.handed.kind === 'rights') {
    const { other, control } = await askNowhere(talk);
    const checked = { ...facts, control };
    const reason = asksForCredentials(other)
      ? 'The registry asks for a token, and hands one with rights to anybody.'
      : 'It asks for a token and answers without one: no registry does both.';
    if (!asksForCredentials(other)) return look({ ...checked, access: 'decoy', reason });
    return look({ ...checked, access: 'partial', reason, grants: 'metadata' });
  }
  if (realm?.handed.kind === 'opaque') {
    const reason =
      'The registry asks for a token and hands one to anybody; what it allows cannot be read from it, and it was not used.';
    return look({ ...facts, access: 'identified', reason });
  }
  const by = isByProxy(base) ? ', or a proxy in front of it does' : '';
  const reason = `The registry asks for credentials (HTTP ${base.status})${by}${after(realm)}.`;
  return look({ ...facts, access: 'protected', reason });
}

function after(realm: Realm | undefined): string {
  if (realm?.handed.kind === 'elsewhere')
    return '; it sends to another address for tokens, which was not asked';
  return realm?.handed.kind === 'without-rights'
    ? '; the token that it hands to anybody allows nothing'
    : '';
}

function tokenProof({ path, status, handed }: Realm): Exchange[] {
  if (path === undefined) return [];
  const words = {
    elsewhere: '',
    refused: '',
    opaque: ', a token',
    'without-rights': ', a token without rights',
    rights: ', a token with rights',
  } as const;
  const asked = `GET ${path} for the right to list the catalogue`;
  return [{ asked, answered: `HTTP ${status}${words[handed.kind]}` }];
}

/** The realm, without what its query may hold. */
function told({ headers }: HttpPage): Record<string, string> {
  const realm = /\brealm="([^"?#]{1,300})/i.exec(headers.get('www-authenticate') ?? '')?.[1];
  return realm === undefined
    ? {}
    : { realm: untrusted(realm.replace(/^([a-z]+:\/\/)[^/@]*@/i, '$1'), 120) };
}
