/**
 * Arize Phoenix. Its page and its version answer in every state.
 * https://arize.com/docs/phoenix/self-hosting/features/authentication
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { bareVersion, listOf, titleOf } from './families/http-shapes.ts';
import { field, textField } from './families/http-talk.ts';

const VERSION = '/arize_phoenix_version';

export const phoenix = httpProduct({
  id: 'phoenix',
  title: 'Phoenix',
  verified: 'Phoenix 20.26.1, real server',
  recognise: ({ root, shared }) => {
    const version = shared.get(VERSION);
    if (version) return bareVersion(version) !== undefined;
    return titleOf(root) === 'Phoenix' && 'maybe';
  },
  tells: { path: VERSION },
  proofs: [
    {
      path: '/v1/projects?limit=1',
      shows: ({ json }) => listOf(field(json, 'data'), 'projects', 'id', 'name'),
    },
    {
      path: '/v1/user',
      shows: ({ json }) =>
        textField(json, 'data', 'auth_method') === 'ANONYMOUS'
          ? 'that nobody has to log in'
          : undefined,
    },
  ],
  version: ({ shared }) => untrustedVersion(bareVersion(shared.get(VERSION))),
  grants: 'admin',
});
