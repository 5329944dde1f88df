/**
 * rqlite. With accounts every path is refused, without a challenge; the header with the version stays. Rights that the
 * account `*` has are everybody's, each for itself: whether statements would be taken is told by a GET where only POST
 * is taken, since the right is looked at before the method. `/status` says "auth: enabled" in every state.
 * https://rqlite.io/docs/guides/security/
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { sizeAt } from './families/http-shapes.ts';
import { field } from './families/http-talk.ts';

const VERSION = 'x-rqlite-version';
const EXECUTE = '/db/execute';
const WRONG_METHOD = 405;

export const rqlite = httpProduct({
  id: 'rqlite',
  title: 'rqlite',
  verified: 'rqlite 8.36.0, real server, open, with a password and with rights for everybody',
  recognise: ({ root }) => root.headers.has(VERSION),
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
    {
      path: EXECUTE,
      status: WRONG_METHOD,
      shows: ({ headers }) =>
        headers.has(VERSION) ? 'it would take statements by POST' : undefined,
    },
  ],
  takesBasic: true,
  version: ({ root }) => untrustedVersion(root.headers.get(VERSION)),
  grants: (pages) => (pages.get(EXECUTE)?.status === WRONG_METHOD ? 'read-write' : 'read'),
});
