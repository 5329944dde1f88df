/**
 * Argo CD. The page, its version and its settings are public; the proofs are the projects, of which there is always one,
 * and the clusters. https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/#anonymous-access
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import type { HttpEvidence } from './families/http-service.ts';
import { titleOf } from './families/http-shapes.ts';
import { field, type HttpPage, textField } from './families/http-talk.ts';

const VERSION = '/api/version';

export const argoCd = httpProduct({
  id: 'argo-cd',
  title: 'Argo CD',
  verified: 'recorded answers; never seen for real',
  recognise,
  tells: { path: VERSION },
  proofs: [
    {
      path: '/api/v1/projects?fields=items.metadata.name',
      shows: ({ json }) => named(field(json, 'items'), 'projects'),
    },
    {
      path: '/api/v1/clusters?fields=items.name,items.server',
      shows: ({ json }) => {
        const items = field(json, 'items');
        return Array.isArray(items) && items.length > 0 ? 'a list of clusters' : undefined;
      },
    },
  ],
  version: (_, pages) => untrustedVersion(textField(pages.get(VERSION)?.json, 'Version')),
  grants: 'read',
});

function recognise({ root, shared }: HttpEvidence): boolean | 'maybe' {
  if (titleOf(root) !== 'Argo CD') return false;
  const version = shared.get(VERSION);
  return version ? isVersion(version) : 'maybe';
}

function isVersion({ json }: HttpPage): boolean {
  return /^v\d+\.\d+/.test(textField(json, 'Version') ?? '');
}

function named(items: unknown, what: string): string | undefined {
  if (!Array.isArray(items) || items.length === 0) return undefined;
  return items.every((one) => textField(one, 'metadata', 'name') !== undefined)
    ? `a list of ${items.length} ${what}`
    : undefined;
}
