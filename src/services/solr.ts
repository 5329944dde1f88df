/**
 * Solr. The page is for anybody; with `blockUnknown=false` reading stays open though accounts exist.
 * https://solr.apache.org/guide/solr/latest/deployment-guide/basic-authentication-plugin.html
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { redirectPath, sizeAt } from './families/http-shapes.ts';
import { textField, type HttpPage } from './families/http-talk.ts';
import { solrInventory } from './inventories/solr.ts';

const SYSTEM = '/solr/admin/info/system?wt=json';

const specVersion = (page: HttpPage | undefined): string | undefined =>
  textField(page?.json, 'lucene', 'solr-spec-version');

export const solr = httpProduct({
  id: 'solr',
  title: 'Solr',
  verified:
    'Solr 9.8.1 from its jars and 4.10.4, real servers, open, with a password and with reading left open',
  recognise({ port, root, shared }) {
    const told = shared.get(SYSTEM);
    // The servers that it came with up to 4 had nothing at the root, and said what they have elsewhere.
    const isBeside = root.status === 404 && /<a href="\/solr\/?">/.test(root.text);
    const leads = isBeside || /\/solr\/?$/.test(redirectPath(root) ?? '');
    if (told) {
      const asks = told.status === 401 || told.status === 403;
      const realm = /realm="solr/i.test(told.headers.get('www-authenticate') ?? '');
      return specVersion(told) !== undefined || realm || (leads && asks);
    }
    return (leads || (port === 8983 && root.status !== 200)) && 'maybe';
  },
  tells: { path: SYSTEM },
  proofs: [
    {
      path: '/solr/admin/cores?action=STATUS&indexInfo=false&wt=json',
      shows({ json }) {
        const count = sizeAt(json, 'status');
        return count === undefined || sizeAt(json, 'responseHeader') === undefined
          ? undefined
          : `its cores, ${count} of them`;
      },
    },
    {
      path: SYSTEM,
      shows: (page) =>
        specVersion(page) !== undefined && sizeAt(page.json, 'jvm') !== undefined
          ? 'its settings'
          : undefined,
    },
  ],
  version: (_, pages) => untrustedVersion(specVersion(pages.get(SYSTEM))),
  inventory: solrInventory,
  // Where there are accounts, what a stranger may do is not known beyond what was read.
  grants: (pages) =>
    textField(pages.get(SYSTEM)?.json, 'security', 'authenticationPlugin') === undefined
      ? 'admin'
      : 'read',
});
