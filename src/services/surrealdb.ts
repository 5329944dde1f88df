/**
 * SurrealDB. `/health` and `/version` answer everybody; statements only where it was started with `--unauthenticated`
 * (1.x: without `--auth`). https://surrealdb.com/docs/surrealdb/integration/http
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { field, textField, type HttpPage } from './families/http-talk.ts';

const VERSION = '/version';

const said = (page: HttpPage | undefined): string | undefined =>
  /^surrealdb-(\d\S{0,40})\s*$/.exec(page?.text ?? '')?.[1];

/** What the first statement came to. */
const first = ({ json }: HttpPage): unknown => (Array.isArray(json) ? json[0] : undefined);

export const surrealdb = httpProduct({
  id: 'surrealdb',
  title: 'SurrealDB',
  verified: 'built from its documentation and source, never seen for real',
  recognise: ({ shared }) => said(shared.get(VERSION)) !== undefined,
  proofs: [
    {
      method: 'POST',
      path: '/sql',
      headers: { Accept: 'application/json', 'Content-Type': 'text/plain' },
      body: 'INFO FOR ROOT;',
      shows(page) {
        const isInfo = typeof field(first(page), 'result', 'namespaces') === 'object';
        return textField(first(page), 'status') === 'OK' && isInfo
          ? 'what it holds and who may use it'
          : undefined;
      },
    },
  ],
  // With HTTP 200 where the statement is refused and not the request.
  refuses: (page) =>
    textField(first(page), 'status') === 'ERR' &&
    /permission|anonymous|authenticat/i.test(textField(first(page), 'result') ?? ''),
  version: ({ shared }) => untrustedVersion(said(shared.get(VERSION))),
  grants: 'admin',
});
