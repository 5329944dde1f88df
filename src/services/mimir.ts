/**
 * Mimir has no accounts of its own; with tenants it wants a name, which is none.
 * https://grafana.com/docs/mimir/latest/references/http-api/
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { titleOf } from './families/http-shapes.ts';
import { isSuccess, sayTenant, tenantProofs } from './families/http-tenant.ts';
import { textField } from './families/http-talk.ts';

const BUILD = '/api/v1/status/buildinfo';
const LABELS = '/prometheus/api/v1/labels?limit=1';

export const mimir = httpProduct({
  id: 'mimir',
  title: 'Mimir',
  verified: 'built from its documentation and source, never seen for real',
  recognise({ root, shared }) {
    const told = shared.get(BUILD);
    if (told) return textField(told.json, 'data', 'application') === 'Grafana Mimir';
    return /\bMimir\b/.test(titleOf(root)) && 'maybe';
  },
  tells: { path: BUILD },
  proofs: tenantProofs(LABELS, (page) =>
    isSuccess(page) ? 'the labels of its metrics' : undefined,
  ),
  version: ({ shared }) => untrustedVersion(textField(shared.get(BUILD)?.json, 'data', 'version')),
  grants: 'read-write',
  refine: (seen, pages) => sayTenant(seen, pages.get(LABELS)),
});
