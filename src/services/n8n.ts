/**
 * n8n. `/rest/settings` is for everybody and says whether an owner exists; workflows are asked for, as they are given
 * to strangers only where user management is off. https://docs.n8n.io/hosting/securing/overview/
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { listOf, titleOf } from './families/http-shapes.ts';
import { field, textField } from './families/http-talk.ts';

const SETTINGS = '/rest/settings';

export const n8n = httpProduct({
  id: 'n8n',
  title: 'n8n',
  verified: 'answers of 1.x and 2.x from its source; never seen for real',
  recognise: ({ root, shared }) => {
    const settings = shared.get(SETTINGS);
    if (settings) return field(settings.json, 'data', 'userManagement') !== undefined;
    return /^n8n(?:\.io)?\b/.test(titleOf(root)) && 'maybe';
  },
  tells: { path: SETTINGS },
  unclaimed: {
    path: SETTINGS,
    is: ({ json }) => field(json, 'data', 'userManagement', 'showSetupOnFirstLoad') === true,
    answered: 'no owner exists',
  },
  proofs: [
    {
      path: '/rest/workflows',
      shows: ({ json }) => listOf(field(json, 'data'), 'workflows', 'id', 'name'),
    },
    {
      path: '/rest/credentials',
      shows: ({ json }) => listOf(field(json, 'data'), 'credentials', 'id', 'name', 'type'),
    },
  ],
  version: (_, pages) =>
    untrustedVersion(textField(pages.get(SETTINGS)?.json, 'data', 'versionCli')),
  grants: 'code-execution',
});
