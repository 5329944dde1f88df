/**
 * Artifactory. `system/ping` answers in every state; anonymous access is a switch.
 * https://jfrog.com/help/r/jfrog-platform-administration-documentation/anonymous-access
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { listOf } from './families/http-shapes.ts';

export const artifactory = httpProduct({
  id: 'artifactory',
  title: 'Artifactory',
  verified: 'recorded answers; never seen for real',
  recognise: ({ root: { headers } }) =>
    headers.has('x-jfrog-version') || headers.has('x-artifactory-id'),
  proofs: [
    {
      path: '/artifactory/api/repositories',
      shows: ({ json }) => listOf(json, 'repositories', 'key', 'type'),
    },
    {
      path: '/artifactory/api/security/users',
      shows: ({ json }) => listOf(json, 'accounts', 'name', 'uri'),
    },
  ],
  version: ({ root }) =>
    untrustedVersion(
      /^(?:Artifactory\/)?(\d\S*)/.exec(root.headers.get('x-jfrog-version') ?? '')?.[1],
    ),
  grants: 'read',
});
