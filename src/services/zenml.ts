/**
 * ZenML's server. `/api/v1/info` is for everybody and says whether the server was activated: who does it first is its
 * administrator. https://docs.zenml.io/getting-started/deploying-zenml
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { listOf, titleOf } from './families/http-shapes.ts';
import { field, textField } from './families/http-talk.ts';

const INFO = '/api/v1/info';

export const zenml = httpProduct({
  id: 'zenml',
  title: 'ZenML',
  verified: 'ZenML 0.98.0, real server',
  recognise: ({ root }) => titleOf(root) === 'ZenML Dashboard',
  unclaimed: {
    path: INFO,
    is: ({ json }) => field(json, 'active') === false && field(json, 'version') !== undefined,
    answered: 'the server was not activated',
  },
  proofs: [
    {
      path: '/api/v1/users?size=1',
      shows: ({ json }) => listOf(field(json, 'items'), 'users', 'id', 'name'),
    },
  ],
  version: (_, pages) => untrustedVersion(textField(pages.get(INFO)?.json, 'version')),
  stableId: (pages) => textField(pages.get(INFO)?.json, 'id')?.match(/^[\da-f-]{36}$/)?.[0],
  grants: 'admin',
});
