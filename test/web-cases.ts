import type { NetworkObservation } from '../src/model/observation.ts';
import type { DescribedApi, Exposure, RouteCounts, Web } from '../src/model/web.ts';

type Seen = Partial<NetworkObservation>;

/** A web server that was looked at closely, with nothing beside its root except for `web`. */
export function webServer(web: Partial<Web> = {}, seen: Seen = {}): Seen {
  return {
    product: 'http',
    protocol: 'http',
    access: 'identified',
    reason: 'HTTP 200: a page that anyone may read.',
    web: { root: 'identified', complete: true, exposures: [], ...web },
    ...seen,
  };
}

export function exposure(kind: Exposure['kind'], state: Exposure['state'] = 'readable'): Exposure {
  return { kind, path: '/somewhere', state, found: 'something' };
}

export function api(counts: Partial<RouteCounts>, more: Partial<DescribedApi> = {}): DescribedApi {
  const none = { described: 9, asked: 0, open: 0, anyCredential: 0, public: 0, protected: 0 };
  const routes = { ...none, absent: 0, anything: 0, other: 0, skipped: 0, ...counts };
  return {
    document: '/openapi.json',
    isWhole: true,
    routes,
    looksAtCredentials: 0,
    open: [],
    servers: 0,
    ...more,
  };
}
