/**
 * JupyterHub. It always asks who comes, with whatever authenticator it was given; one that lets everybody in cannot be
 * told from outside. https://jupyterhub.readthedocs.io/en/stable/explanation/websecurity.html
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { listOf, redirectPath } from './families/http-shapes.ts';

const USERS = '/hub/api/users?limit=1';

export const jupyterhub = httpProduct({
  id: 'jupyterhub',
  title: 'JupyterHub',
  verified: 'JupyterHub 6.1.1, real server',
  recognise: ({ root, shared }) => {
    const api = shared.get('/hub/api');
    if (api) return api.headers.has('x-jupyterhub-version');
    const isToHub = /^\/hub\/(?:login)?$/.test(redirectPath(root) ?? '');
    return root.headers.has('x-jupyterhub-version') || (isToHub && 'maybe');
  },
  tells: { path: '/hub/api' },
  proofs: [{ path: USERS, shows: ({ json }) => listOf(json, 'users', 'name', 'kind') }],
  version: (_, pages) =>
    untrustedVersion(
      [...pages.values()].map(({ headers }) => headers.get('x-jupyterhub-version')).find(Boolean),
    ),
  grants: 'admin',
});
