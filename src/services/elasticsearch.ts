/**
 * Elasticsearch 1 to 9, and forks that cannot be told from it (Open Distro).
 * https://www.elastic.co/docs/deploy-manage/security
 */
import { inventoryOf } from './families/http-inventory-table.ts';
import type { HttpEvidence, HttpService } from './families/http-service.ts';
import { lookAtSearch, searchSends, type SearchProduct } from './families/http-search.ts';
import { searchLogIn } from './families/http-search-pages.ts';
import { searchInventory } from './inventories/search.ts';
import { textField } from './families/http-talk.ts';

const product: SearchProduct = {
  id: 'elasticsearch',
  name: 'Elasticsearch',
  whoAmI: '/_security/_authenticate',
};

const logIn = searchLogIn(product.whoAmI, 'username');

export const elasticsearch: HttpService = {
  id: 'elasticsearch',
  title: 'Elasticsearch',
  family: 'http',
  sends: searchSends(product),
  verdicts: [
    'open',
    'partial',
    'default-password',
    'protected',
    'identified',
    'tls-only',
    'decoy',
    'unknown',
  ],
  verified:
    'Elasticsearch 6.8.23 with X-Pack, 7.17.29 and 8.6.2, real servers; 8.x with X-Pack and Open Distro, recorded answers',
  recognise: ({ root }) => isElasticsearch(root),
  logIn,
  access: (talk, { root }) => lookAtSearch(product, talk, root),
  ...inventoryOf(searchInventory, logIn),
};

/** Realms of X-Pack, Shield, Search Guard and Open Distro. */
const REALM = /realm="?(?:security|shield|Search Guard|Open Distro Security)"?/i;

function isElasticsearch({ headers, json, text, status }: HttpEvidence['root']): boolean {
  if (headers.get('x-elastic-product') === 'Elasticsearch') return true;
  if (textField(json, 'tagline') === 'You Know, for Search')
    return textField(json, 'version', 'distribution') !== 'opensearch';
  if (status === 401) {
    const realm = REALM.test(headers.get('www-authenticate') ?? '');
    return (
      realm &&
      (textField(json, 'error', 'type') === 'security_exception' ||
        /AuthenticationException|^Unauthorized\s*$/.test(text))
    );
  }
  return status === 503 && /^(?:Open Distro Security|Search Guard) not initialized/.test(text);
}
