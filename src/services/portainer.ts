/**
 * Portainer. Until the first administrator is made, whoever comes first becomes it, and with it root on every engine
 * behind; the server gives up waiting after five minutes. https://docs.portainer.io/start/install-ce/server/setup
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { listOf, titleOf } from './families/http-shapes.ts';
import { textField } from './families/http-talk.ts';

const STATUS = '/api/status';

export const portainer = httpProduct({
  id: 'portainer',
  title: 'Portainer',
  verified: 'recorded answers; never seen for real',
  recognise: ({ root }) =>
    titleOf(root) === 'Portainer' && /ng-app="portainer"|data-edition="/.test(root.text),
  unclaimed: {
    path: '/api/users/admin/check',
    is: ({ status, json }) =>
      status === 404 &&
      (textField(json, 'message') ?? '').startsWith('No administrator account found'),
    answered: 'no administrator account',
  },
  proofs: [
    {
      path: '/api/endpoints?limit=1',
      shows: ({ json }) => listOf(json, 'environments', 'Name', 'URL'),
    },
  ],
  also: [{ path: STATUS }],
  version: (_, pages) => untrustedVersion(textField(pages.get(STATUS)?.json, 'Version')),
  stableId: (pages) => {
    const id = textField(pages.get(STATUS)?.json, 'InstanceID') ?? '';
    return /^[\da-f-]{36}$/.test(id) ? id : undefined;
  },
  grants: 'code-execution',
});
