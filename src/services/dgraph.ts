/**
 * Dgraph: Alpha, which holds the data, and Zero, which knows the members and has no accounts. `/health` answers with
 * accounts on. https://docs.dgraph.io/ https://docs.dgraph.io/dql/clients/raw-http
 */
import { untrusted, untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { sizeAt } from './families/http-shapes.ts';
import { field, textField, type HttpPage } from './families/http-talk.ts';

const STATE = '/state';
const HEALTH = '/health';
/** One node that has a type, and of it no more than its number. */
const QUERY = '{ q(func: has(dgraph.type), first: 1) { uid } }';

function hasMembers({ json }: HttpPage): boolean {
  return sizeAt(json, 'zeros') !== undefined && sizeAt(json, 'groups') !== undefined;
}

export const dgraph = httpProduct({
  id: 'dgraph',
  title: 'Dgraph',
  verified: 'built from its documentation and source, never seen for real',
  recognise({ port, root, shared }) {
    if (root.text.startsWith('Dgraph browser is available for running separately')) return true;
    const told = shared.get(STATE);
    if (told) return hasMembers(told);
    return port === 6080 && 'maybe';
  },
  tells: { path: STATE },
  proofs: [
    { path: STATE, shows: (page) => (hasMembers(page) ? 'its members' : undefined) },
    {
      method: 'POST',
      path: '/query',
      headers: { 'Content-Type': 'application/dql' },
      body: QUERY,
      shows: ({ json }) =>
        Array.isArray(field(json, 'data', 'q')) && sizeAt(json, 'extensions') !== undefined
          ? 'an answer to a query'
          : undefined,
    },
  ],
  also: [{ path: HEALTH }],
  // With HTTP 200.
  refuses: ({ text, json }) =>
    field(json, 'errors') !== undefined && /accessJwt|Jwt|ACL/.test(text),
  version(_, pages) {
    const list = pages.get(HEALTH)?.json;
    return untrustedVersion(Array.isArray(list) ? textField(list[0], 'version') : undefined);
  },
  stableId(pages) {
    const id = textField(pages.get(STATE)?.json, 'cid');
    return id === undefined ? undefined : untrusted(id, 64);
  },
  grants: 'admin',
});
