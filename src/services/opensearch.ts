/**
 * OpenSearch, with or without its security plugin, and as the managed service of AWS.
 * https://docs.opensearch.org/latest/security/
 */
import { inventoryOf } from './families/http-inventory-table.ts';
import type { HttpEvidence, HttpService } from './families/http-service.ts';
import { lookAtSearch, searchSends, type SearchProduct } from './families/http-search.ts';
import { searchLogIn } from './families/http-search-pages.ts';
import { searchInventory } from './inventories/search.ts';
import { textField } from './families/http-talk.ts';

const product: SearchProduct = {
  id: 'opensearch',
  name: 'OpenSearch',
  whoAmI: '/_plugins/_security/authinfo',
};

const logIn = searchLogIn(product.whoAmI, 'user_name');

export const opensearch: HttpService = {
  id: 'opensearch',
  title: 'OpenSearch',
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
    'OpenSearch 2.19.4 with and without its security plugin, real server; 503 and managed services, recorded answers',
  recognise: ({ root }) => isOpenSearch(root),
  logIn,
  access: (talk, { root }) => lookAtSearch(product, talk, root),
  ...inventoryOf(searchInventory, logIn),
};

function isOpenSearch({ headers, json, text, status }: HttpEvidence['root']): boolean {
  if (textField(json, 'version', 'distribution') === 'opensearch') return true;
  if (textField(json, 'tagline')?.startsWith('The OpenSearch Project')) return true;
  if (status === 401)
    return /realm="?OpenSearch Security"?/i.test(headers.get('www-authenticate') ?? '');
  if (status === 503) return text.startsWith('OpenSearch Security not initialized');
  // AWS judges the signature before the cluster sees the request.
  const message = textField(json, 'Message') ?? textField(json, 'message') ?? '';
  return (
    status === 403 && message.startsWith('User: anonymous is not authorized to perform: es:ESHttp')
  );
}
