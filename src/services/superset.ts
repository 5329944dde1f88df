/**
 * Superset. With rights for the role `Public` its pages redirect to the log-in all the same, and its API answers: so the
 * API is asked and not the pages. https://superset.apache.org/admin-docs/security/
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { hasFields, redirectPath } from './families/http-shapes.ts';
import { field, type HttpPage, textField } from './families/http-talk.ts';

const DATABASES = '/api/v1/database/?q=(page_size:1)';
const DASHBOARDS = '/api/v1/dashboard/?q=(page_size:1)';

export const superset = httpProduct({
  id: 'superset',
  title: 'Superset',
  verified: 'Superset 6.1.0, real server',
  recognise: ({ root }) => /^\/superset\/welcome\/?$/.test(redirectPath(root) ?? ''),
  proofs: [
    { path: DATABASES, shows: (page) => count(page, 'databases') },
    { path: DASHBOARDS, shows: (page) => count(page, 'dashboards') },
  ],
  also: [{ path: '/version' }],
  version: (_, pages) => untrustedVersion(textField(pages.get('/version')?.json, 'version_string')),
  grants: (pages) => (pages.get(DATABASES)?.status === 200 ? 'admin' : 'read'),
});

/** Without the right to read them it refuses, so that no entry at all is an answer too. */
function count({ json }: HttpPage, what: string): string | undefined {
  const found = field(json, 'count');
  const isWhole = typeof found === 'number' && hasFields(json, 'ids', 'result', 'list_columns');
  return isWhole ? `a list of ${found} ${what}` : undefined;
}
