/**
 * The API server of Kubernetes, and `kubectl proxy` in front of one, which lends its own rights to whoever comes.
 * `/version` is public by default. Objects are asked for by their metadata alone, so that no value of a secret is sent.
 * https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-requests and
 * https://kubernetes.io/docs/reference/using-api/api-concepts/#metadata-only-fetches
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import type { HttpEvidence } from './families/http-service.ts';
import { hasFields } from './families/http-shapes.ts';
import { field, type HttpPage, textField } from './families/http-talk.ts';

const VERSION = '/version';
const SYSTEM = '/api/v1/namespaces/kube-system';
const SECRETS = '/api/v1/secrets?limit=1';
const METADATA = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=1';
const LIST_OF_METADATA = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=1';
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

export const kubernetes = httpProduct({
  id: 'kubernetes',
  title: 'The Kubernetes API',
  verified: 'recorded answers; never seen for real',
  recognise,
  proofs: [
    {
      path: SYSTEM,
      headers: { Accept: METADATA },
      shows: ({ json }) =>
        textField(json, 'metadata', 'name') === 'kube-system' && textField(json, 'metadata', 'uid')
          ? 'a namespace, by its metadata'
          : undefined,
    },
    {
      path: SECRETS,
      headers: { Accept: LIST_OF_METADATA },
      shows: ({ json }) =>
        textField(json, 'kind') === 'PartialObjectMetadataList' &&
        Array.isArray(field(json, 'items'))
          ? 'the list of secrets, by their metadata'
          : undefined,
    },
  ],
  also: [{ path: VERSION }],
  version: (_, pages) => untrustedVersion(textField(pages.get(VERSION)?.json, 'gitVersion')),
  // The id of this namespace is what a cluster is known by; it stays as long as the cluster.
  stableId: (pages) => {
    const uid = textField(pages.get(SYSTEM)?.json, 'metadata', 'uid') ?? '';
    return UUID.test(uid) ? uid : undefined;
  },
  // Whoever lists secrets reads the tokens of accounts that may do anything.
  grants: (pages) => (pages.get(SECRETS)?.status === 200 ? 'admin' : 'metadata'),
  refine: (look, pages) =>
    look.access === 'protected' && isAnonymous(pages.get(SYSTEM))
      ? {
          ...look,
          reason:
            'The Kubernetes API lets a stranger in as system:anonymous, who may not read what was asked for (HTTP 403).',
        }
      : look,
});

function recognise({ root, shared }: HttpEvidence): boolean {
  const version = shared.get(VERSION)?.json;
  if (hasFields(version, 'gitVersion', 'platform', 'goVersion')) return true;
  const paths = field(root.json, 'paths');
  return (
    isStatus(root) || (Array.isArray(paths) && paths.includes('/apis') && paths.includes('/api/v1'))
  );
}

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/ */
function isStatus({ status, json }: HttpPage): boolean {
  return (
    textField(json, 'kind') === 'Status' &&
    textField(json, 'apiVersion') === 'v1' &&
    field(json, 'code') === status
  );
}

function isAnonymous(page: HttpPage | undefined): boolean {
  return (
    page?.status === 403 && (textField(page.json, 'message') ?? '').includes('"system:anonymous"')
  );
}
