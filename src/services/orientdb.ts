/**
 * OrientDB. The account `guest`, which ships with it, lists the databases to anybody; the rest asks for an account.
 * https://orientdb.dev/docs/3.2.x/misc/OrientDB-REST.html
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { sizeAt } from './families/http-shapes.ts';
import { field } from './families/http-talk.ts';
import { nameLists } from './families/http-name-list.ts';

export const orientdb = httpProduct({
  id: 'orientdb',
  title: 'OrientDB',
  verified: 'OrientDB 3.2.25, real server',
  recognise: ({ root }) => /^OrientDB\b/.test(root.headers.get('server') ?? ''),
  proofs: [
    {
      path: '/listDatabases',
      shows({ json }) {
        const list = field(json, 'databases');
        return Array.isArray(list) && list.length > 0
          ? `a list of ${list.length} databases`
          : undefined;
      },
    },
    {
      path: '/server',
      shows: ({ json }) =>
        Array.isArray(field(json, 'connections')) && (sizeAt(json) ?? 0) > 1
          ? 'its settings and connections'
          : undefined,
    },
  ],
  // Until 2.2: `OrientDB Server v.2.2.37 (build …)`.
  version: ({ root }) =>
    untrustedVersion(/ v\.?(\d\S{0,40})/.exec(root.headers.get('server') ?? '')?.[1]),
  inventory: nameLists({ ask: { path: '/listDatabases' }, kind: 'database', at: ['databases'] }),
  grants: 'metadata',
});
