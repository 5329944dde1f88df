/**
 * NSQ over HTTP: nsqd, which holds the messages, nsqlookupd, which knows where they are, and the pages of nsqadmin.
 * None of them has accounts; nsqd can insist on TLS with a client’s certificate, and says so to everybody else.
 * https://nsq.io/components/nsqd.html https://nsq.io/components/nsqadmin.html
 */
import { untrustedVersion } from '../model/untrusted.ts';
import type { Pages } from './families/http-product-table.ts';
import { httpProduct } from './families/http-product.ts';
import { titleOf } from './families/http-shapes.ts';
import { field, textField, type HttpPage } from './families/http-talk.ts';
import type { Look } from './service.ts';

const HEADER = 'x-nsq-content-type';
const STATS = '/stats?format=json';
const INFO = '/info';
const TITLE = 'nsqadmin';

function topics({ json }: HttpPage): string | undefined {
  const list = field(json, 'topics');
  return Array.isArray(list) ? `its topics, ${list.length} of them` : undefined;
}

export const nsq = httpProduct({
  id: 'nsq',
  title: 'NSQ',
  verified: 'nsqd, nsqlookupd and nsqadmin 1.3.0, real servers; nsqd with TLS insisted on as well',
  recognise: ({ root }) => root.headers.has(HEADER) || titleOf(root) === TITLE,
  // Each is given by one of the three, empty or not, and by nobody else.
  proofs: ['/api/topics', STATS, '/topics'].map((path) => ({
    path,
    shows: (page) => (page.headers.has(HEADER) ? topics(page) : undefined),
  })),
  also: [{ path: INFO }],
  version(_, pages) {
    const root = pages.get('/');
    const onPage = root && /\bVERSION = "([\w.+-]{1,40})"/.exec(root.text)?.[1];
    return untrustedVersion(textField(pages.get(INFO)?.json, 'version') ?? onPage);
  },
  // Its pages may keep deleting for those whom a proxy has named.
  grants: (pages) =>
    /\bIS_ADMIN =\s{1,4}false\b/.test(pages.get('/')?.text ?? '') ? 'read' : 'read-write',
  refine: insistsOnTls,
});

function insistsOnTls(seen: Look, pages: Pages): Look {
  const root = pages.get('/');
  if (seen.access !== 'protected' || textField(root?.json, 'message') !== 'TLS_REQUIRED')
    return seen;
  return {
    ...seen,
    access: 'tls-only',
    authMethods: [],
    reason: 'NSQ answers HTTP only to say that it insists on TLS, which it speaks on another port.',
  };
}
