/**
 * rqlite. With accounts every path is refused, without a challenge; the header with the version stays.
 * https://rqlite.io/docs/guides/security/
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { sizeAt } from './families/http-shapes.ts';
import { field } from './families/http-talk.ts';

export const rqlite = httpProduct({
  id: 'rqlite',
  title: 'rqlite',
  verified: 'rqlite 8.36.0, recorded answers of a real server',
  recognise: ({ root }) => root.headers.has('x-rqlite-version'),
  proofs: [
    {
      path: '/nodes',
      shows({ json }) {
        const count = sizeAt(json) ?? 0;
        return count > 0 ? `its members, ${count} of them` : undefined;
      },
    },
    {
      path: '/db/query?q=SELECT%201',
      shows({ json }) {
        const results = field(json, 'results');
        return Array.isArray(results) && Array.isArray(field(results[0], 'values'))
          ? 'an answer to a query'
          : undefined;
      },
    },
  ],
  takesBasic: true,
  version: ({ root }) => untrustedVersion(root.headers.get('x-rqlite-version')),
  grants: 'read-write',
});
