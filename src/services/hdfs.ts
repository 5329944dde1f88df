/**
 * The NameNode of HDFS over HTTP. Without Kerberos a stranger is the user `dr.who`, and reads what that may read; no
 * other name is ever given. https://hadoop.apache.org/docs/stable/hadoop-project-dist/hadoop-hdfs/WebHDFS.html
 */
import { httpProduct } from './families/http-product.ts';
import { redirectPath } from './families/http-shapes.ts';
import { field, textField, type HttpPage } from './families/http-talk.ts';
import { nameLists } from './families/http-name-list.ts';
import { exactAt } from './families/http-listed.ts';

const NAME = 'Hadoop:service=NameNode,name=NameNodeStatus';
const BEAN = `/jmx?qry=${NAME}`;

function bean({ json }: HttpPage): unknown {
  const beans = field(json, 'beans');
  return Array.isArray(beans) ? beans[0] : undefined;
}

export const hdfs = httpProduct({
  id: 'hdfs',
  title: 'The NameNode of HDFS',
  verified: 'NameNode of Hadoop 3.4.1 from its jars, real server; with Kerberos, recorded answers',
  recognise({ root, shared }) {
    const told = shared.get(BEAN);
    if (told) return textField(bean(told), 'name') === NAME;
    // Others redirect there as well, but few forbid to keep it in HTTP/1.0's words.
    const leads = redirectPath(root) === '/index.html' && root.headers.get('pragma') === 'no-cache';
    return (leads || /dfshealth\.(?:html|jsp)/.test(root.text)) && 'maybe';
  },
  tells: { path: BEAN },
  proofs: [
    {
      path: '/webhdfs/v1/?op=LISTSTATUS',
      shows({ json }) {
        const list = field(json, 'FileStatuses', 'FileStatus');
        return Array.isArray(list) && list.length > 0
          ? `a list of ${list.length} files and folders`
          : undefined;
      },
    },
    // Of the root, which is always there.
    {
      path: '/webhdfs/v1/?op=GETFILESTATUS',
      shows: ({ json }) =>
        textField(json, 'FileStatus', 'type') === 'DIRECTORY' ? 'the state of a folder' : undefined,
    },
  ],
  inventory: nameLists({
    ask: { path: '/webhdfs/v1/?op=LISTSTATUS' },
    kind: 'directory',
    at: ['FileStatuses', 'FileStatus'],
    name: 'pathSuffix',
    bytes: (file) => exactAt(file, 'length'),
  }),
  grants: 'read',
});
