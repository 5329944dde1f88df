/**
 * Loki has no accounts of its own; with tenants it wants a name, which is none.
 * https://grafana.com/docs/loki/latest/reference/loki-http-api/
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { hasFields } from './families/http-shapes.ts';
import { isSuccess, sayTenant, tenantProofs } from './families/http-tenant.ts';
import { textField } from './families/http-talk.ts';

const BUILD = '/loki/api/v1/status/buildinfo';
const LABELS = '/loki/api/v1/labels';

export const loki = httpProduct({
  id: 'loki',
  title: 'Loki',
  verified: 'built from its documentation and source, never seen for real',
  recognise({ port, root, shared }) {
    const told = shared.get(BUILD);
    if (told) return hasFields(told.json, 'version', 'revision', 'goVersion');
    return port === 3100 && root.status === 404 && 'maybe';
  },
  tells: { path: BUILD },
  proofs: tenantProofs(LABELS, (page) => (isSuccess(page) ? 'the labels of its logs' : undefined)),
  version: ({ shared }) => untrustedVersion(textField(shared.get(BUILD)?.json, 'version')),
  grants: 'read-write',
  refine: (seen, pages) => sayTenant(seen, pages.get(LABELS)),
});
