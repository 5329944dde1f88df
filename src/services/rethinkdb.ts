/**
 * The console of RethinkDB. It has no log-in and acts as the administrator, whatever password the administrator has.
 * https://rethinkdb.com/docs/security/
 */
import { httpProduct } from './families/http-product.ts';
import { titleOf } from './families/http-shapes.ts';
import type { HttpPage } from './families/http-talk.ts';

const ME = '/ajax/me';

/** The id of the server that serves the console, as a JSON string. */
const isId = ({ text }: HttpPage): boolean =>
  /^"[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}"\s*$/.test(text);

export const rethinkdb = httpProduct({
  id: 'rethinkdb',
  title: 'The console of RethinkDB',
  verified: 'built from its documentation and source, never seen for real',
  recognise({ root, shared }) {
    const isConsole = titleOf(root) === 'RethinkDB Administration Console';
    const told = shared.get(ME);
    return isConsole && (told ? isId(told) : 'maybe');
  },
  tells: { path: ME },
  proofs: [{ path: ME, shows: (page) => (isId(page) ? 'the id of the server' : undefined) }],
  grants: 'admin',
});
