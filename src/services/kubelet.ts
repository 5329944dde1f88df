/**
 * The kubelet of a node. Its read-only port (10255) asks nobody; on 10250 anonymous callers are let in unless that is
 * switched off, and may do what the authorization mode lets them: with AlwaysAllow, run commands in every container.
 * https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/
 */
import { httpProduct } from './families/http-product.ts';
import type { HttpEvidence } from './families/http-service.ts';
import { hasFields, isGoNowhere } from './families/http-shapes.ts';
import type { HttpPage } from './families/http-talk.ts';

const PODS = '/pods';
const CONFIG = '/configz';
const SECURE_PORT = 10_250;
const READ_ONLY_PORT = 10_255;

export const kubelet = httpProduct({
  id: 'kubelet',
  title: 'The kubelet',
  verified: 'recorded answers; never seen for real',
  recognise,
  tells: { path: PODS },
  proofs: [
    { path: PODS, shows: (page) => (isPods(page) ? 'its pods' : undefined) },
    {
      path: CONFIG,
      shows: ({ json }) => (hasFields(json, 'kubeletconfig') ? 'its configuration' : undefined),
    },
  ],
  grants: (pages) => (pages.get(CONFIG)?.status === 200 ? 'code-execution' : 'read'),
});

function recognise({ port, root, shared }: HttpEvidence): boolean | 'maybe' {
  const pods = shared.get(PODS);
  if (pods)
    return isPods(pods) || isForbidden(pods) || (port === SECURE_PORT && isUnauthorized(pods));
  if (isForbidden(root)) return true;
  const isUsual = port === SECURE_PORT || port === READ_ONLY_PORT;
  return isUsual && (isUnauthorized(root) || isGoNowhere(root)) && 'maybe';
}

/** The list is as long as the node's pods are many, and may be cut: its beginning tells it. */
function isPods({ status, text }: HttpPage): boolean {
  return status === 200 && text.startsWith('{"kind":"PodList","apiVersion":"v1"');
}

function isForbidden({ status, text }: HttpPage): boolean {
  return (
    status === 403 &&
    /^Forbidden \(user=[^,)]{1,100}, verb=\w{1,20}, resource=nodes, subresource/.test(text)
  );
}

function isUnauthorized({ status, text }: HttpPage): boolean {
  return status === 401 && text.trim() === 'Unauthorized';
}
