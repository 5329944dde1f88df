/**
 * The page of HBase's master, which names tables and servers to anybody unless it asks for Kerberos.
 * https://hbase.apache.org/book.html#security
 */
import { untrusted } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { redirectPath } from './families/http-shapes.ts';
import { field, textField, type HttpPage } from './families/http-talk.ts';

const NAME = 'Hadoop:service=HBase,name=Master,sub=Server';
const BEAN = `/jmx?qry=${NAME}`;

function bean(page: HttpPage | undefined): unknown {
  const beans = field(page?.json, 'beans');
  const [first] = Array.isArray(beans) ? beans : [];
  return textField(first, 'name') === NAME ? first : undefined;
}

export const hbase = httpProduct({
  id: 'hbase',
  title: 'The master of HBase',
  verified: 'master of HBase 2.6.1 from its jars, real server, open',
  recognise({ root, shared }) {
    const told = shared.get(BEAN);
    if (told) return bean(told) !== undefined;
    const leads = redirectPath(root) === '/master-status' || /master-status/.test(root.text);
    return leads && 'maybe';
  },
  tells: { path: BEAN },
  proofs: [
    {
      path: BEAN,
      shows: (page) =>
        typeof field(bean(page), 'numRegionServers') === 'number'
          ? 'its servers and regions in numbers'
          : undefined,
    },
  ],
  stableId(pages) {
    const id = textField(bean(pages.get(BEAN)), 'tag.clusterId');
    return id === undefined ? undefined : untrusted(id, 64);
  },
  grants: 'metadata',
});
