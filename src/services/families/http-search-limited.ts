/** A cluster that gives some of its pages and refuses others: to an anonymous user, or through a proxy before it. Pure. */
import { look, type Look } from '../service.ts';
import { asksForCredentials, authMethods, isRefused } from './http-judge.ts';
import { isOwnRefusal } from './http-search-pages.ts';
import type { HttpPage } from './http-talk.ts';

/** What a look says beside its verdict. */
export type Facts = Omit<Partial<Look>, 'access' | 'reason'>;

export function limited(
  name: string,
  facts: Facts,
  pages: readonly HttpPage[],
  listed: boolean,
): Look {
  const refused = pages.find(isRefused);
  // Somebody lets the banner pass. To an anonymous user the rest is forbidden, and nobody asks who it is.
  if (refused && !listed && asksForCredentials(refused)) {
    const reason = `${name} tells its name and version to anyone, and asks for credentials for everything else (HTTP ${refused.status}).`;
    return look({ ...facts, access: 'protected', reason, authMethods: authMethods(refused) });
  }
  if (refused?.status === 403 && !listed && !pages.some(isOwnRefusal)) {
    const reason = `${name} tells its name and version to anyone; everything else is refused (HTTP 403), and not in its own words: a proxy in front of it does.`;
    return look({ ...facts, access: 'protected', reason, authMethods: ['other'] });
  }
  const what = listed ? 'lists indices or nodes' : 'gives its name, version and cluster';
  const role =
    refused?.status === 403
      ? 'an anonymous role limits what a stranger may do'
      : 'other requests need credentials';
  return look({
    ...facts,
    access: 'partial',
    reason: `${name} ${what} without credentials; ${role} (HTTP ${refused?.status ?? 0}).`,
    grants: 'metadata',
    authMethods:
      refused && asksForCredentials(refused) ? ['none', ...authMethods(refused)] : ['none'],
  });
}
