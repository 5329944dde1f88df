/**
 * ArangoDB. With authentication on even the version is refused; the page of its interface is for anybody.
 * https://docs.arangodb.com/stable/develop/http-api/authentication/
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { redirectPath } from './families/http-shapes.ts';
import { field, textField, type HttpPage } from './families/http-talk.ts';
import { arangoInventory } from './inventories/arangodb.ts';

const VERSION = '/_api/version';
/** https://docs.arangodb.com/stable/develop/error-codes/ */
const NOT_AUTHORIZED = 11;

const isVersion = ({ json }: HttpPage): boolean =>
  textField(json, 'server') === 'arango' && textField(json, 'version') !== undefined;

export const arangodb = httpProduct({
  id: 'arangodb',
  title: 'ArangoDB',
  verified: 'built from its documentation, never seen for real',
  recognise({ port, root, shared }) {
    if (root.headers.get('server') === 'ArangoDB') return true;
    const told = shared.get(VERSION);
    if (told)
      return (
        isVersion(told) || (told.status === 401 && field(told.json, 'errorNum') === NOT_AUTHORIZED)
      );
    return (port === 8529 || (redirectPath(root) ?? '').includes('/_admin/aardvark/')) && 'maybe';
  },
  tells: { path: VERSION },
  proofs: [
    {
      path: VERSION,
      shows: (page) => (isVersion(page) ? 'what it tells accounts only' : undefined),
    },
    {
      path: '/_api/database',
      shows({ json }) {
        const list = field(json, 'result');
        return field(json, 'error') === false && Array.isArray(list) && list.length > 0
          ? `a list of ${list.length} databases`
          : undefined;
      },
    },
  ],
  version: (_, pages) => untrustedVersion(textField(pages.get(VERSION)?.json, 'version')),
  inventory: arangoInventory,
  grants: 'admin',
});
