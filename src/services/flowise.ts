/**
 * Flowise. Since 3.0 it has accounts, and one question that its own page asks first says whether anybody exists; before
 * that it was open unless a name and a password were set. https://docs.flowiseai.com/configuration/authorization
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { hasFields, listOf, titleOf } from './families/http-shapes.ts';
import { textField } from './families/http-talk.ts';
import { nameLists } from './families/http-name-list.ts';

const VERSION = '/api/v1/version';

export const flowise = httpProduct({
  id: 'flowise',
  title: 'Flowise',
  verified: 'answers of 2.x and 3.x from its source; never seen for real',
  recognise: ({ root }) => titleOf(root).startsWith('Flowise - '),
  unclaimed: {
    method: 'POST',
    path: '/api/v1/auth/resolve',
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
    is: ({ json }) => textField(json, 'redirectUrl') === '/organization-setup',
    answered: 'no organization exists',
  },
  proofs: [
    { path: '/api/v1/chatflows', shows: ({ json }) => listOf(json, 'chatflows', 'id', 'name') },
    // Never empty, small, and behind the log-in: what a credential for one vendor looks like.
    {
      path: '/api/v1/components-credentials/openAIApi',
      shows: ({ json }) =>
        hasFields(json, 'label', 'name', 'inputs') ? 'how a credential is described' : undefined,
    },
  ],
  also: [{ path: VERSION }],
  version: (_, pages) => untrustedVersion(textField(pages.get(VERSION)?.json, 'version')),
  // A credential by its name, which is all that the list has of it.
  inventory: nameLists(
    { ask: { path: '/api/v1/chatflows' }, kind: 'document', at: [], name: 'name' },
    { ask: { path: '/api/v1/credentials' }, kind: 'document', at: [], name: 'name' },
  ),
  grants: 'code-execution',
});
