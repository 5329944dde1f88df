/**
 * Metabase. Its properties are for everybody, and say whether anybody is registered yet; while nobody is, they hold the
 * token with which the first one registers, which is neither kept nor used.
 * https://www.metabase.com/docs/latest/configuring-metabase/setting-up-metabase
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { listOf } from './families/http-shapes.ts';
import { field, type HttpPage } from './families/http-talk.ts';

const PROPERTIES = '/api/session/properties';

export const metabase = httpProduct({
  id: 'metabase',
  title: 'Metabase',
  verified: 'answers of 0.50 from its documentation and source; never seen for real',
  recognise: ({ root }) => root.status === 200 && /id="_metabaseBootstrap"/.test(root.text),
  unclaimed: { path: PROPERTIES, is: isUnclaimed, answered: 'nobody is registered' },
  proofs: [
    {
      path: '/api/database',
      shows: ({ json }) => listOf(field(json, 'data') ?? json, 'databases', 'name', 'engine'),
    },
  ],
  version: (_, pages) =>
    untrustedVersion(/"tag"\s*:\s*"v?([\d.]{1,20})/.exec(pages.get(PROPERTIES)?.text ?? '')?.[1]),
  grants: 'read-write',
});

/** By its text: with all its time zones and drivers the document may be longer than what is kept of a page. */
function isUnclaimed({ status, headers, text }: HttpPage): boolean {
  const isJson = headers.get('content-type')?.startsWith('application/json') === true;
  return status === 200 && isJson && /"has-user-setup"\s*:\s*false/.test(text);
}
