/**
 * Ray's dashboard, over which jobs are started. It can ask for a token since 2.52, and does not by default; its page
 * and `/api/authentication_mode` answer in both states.
 * https://docs.ray.io/en/latest/ray-security/token-auth.html
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { hasFields, titleOf } from './families/http-shapes.ts';
import { field, textField } from './families/http-talk.ts';

const VERSION = '/api/version';

export const ray = httpProduct({
  id: 'ray',
  title: 'Ray',
  verified: 'Ray 2.60.0 and 2.9.3, real servers',
  recognise: ({ root }) => titleOf(root) === 'Ray Dashboard',
  proofs: [
    // With a token asked for, even its version is refused.
    {
      path: VERSION,
      shows: ({ json }) =>
        hasFields(json, 'ray_version', 'ray_commit')
          ? 'version and session of the cluster'
          : undefined,
    },
    {
      path: '/api/cluster_status',
      shows: ({ json }) =>
        field(json, 'result') === true && field(json, 'data', 'clusterStatus') !== undefined
          ? 'the state of the cluster'
          : undefined,
    },
  ],
  version: (_, pages) => untrustedVersion(textField(pages.get(VERSION)?.json, 'ray_version')),
  grants: 'code-execution',
});
