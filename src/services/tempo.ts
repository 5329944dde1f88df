/**
 * Tempo has no accounts of its own; with tenants it wants a name, which is none.
 * https://grafana.com/docs/tempo/latest/api_docs/
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { hasFields } from './families/http-shapes.ts';
import { sayTenant, tenantProofs } from './families/http-tenant.ts';
import { field, textField } from './families/http-talk.ts';

const BUILD = '/api/status/buildinfo';
const TAGS = '/api/search/tags';

export const tempo = httpProduct({
  id: 'tempo',
  title: 'Tempo',
  verified: 'built from its documentation and source, never seen for real',
  recognise({ port, root, shared }) {
    const told = shared.get(BUILD);
    if (told) return hasFields(told.json, 'version', 'revision', 'goVersion');
    return port === 3200 && root.status === 404 && 'maybe';
  },
  tells: { path: BUILD },
  proofs: tenantProofs(TAGS, ({ json }) =>
    Array.isArray(field(json, 'tagNames')) ? 'the names of its tags' : undefined,
  ),
  version: ({ shared }) => untrustedVersion(textField(shared.get(BUILD)?.json, 'version')),
  grants: 'read-write',
  refine: (seen, pages) => sayTenant(seen, pages.get(TAGS)),
});
