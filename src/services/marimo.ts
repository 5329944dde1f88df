/**
 * marimo, a notebook. Without a password its page is the editor, which runs what it is given; requests that change
 * something want a token that stands in that page, which is no authentication.
 * https://docs.marimo.io/guides/deploying/authentication/
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import type { HttpEvidence } from './families/http-service.ts';
import { hasFields, redirectPath, titleOf } from './families/http-shapes.ts';
import { textField } from './families/http-talk.ts';

const LOG_IN = '/auth/login';
const STATUS = '/api/status';

export const marimo = httpProduct({
  id: 'marimo',
  title: 'marimo',
  verified: 'marimo 0.25.2, real server',
  recognise,
  tells: { path: LOG_IN },
  proofs: [
    {
      path: STATUS,
      shows: ({ json }) =>
        hasFields(json, 'status', 'mode', 'sessions', 'version')
          ? 'the state of the editor'
          : undefined,
    },
  ],
  version: (_, pages) => untrustedVersion(textField(pages.get(STATUS)?.json, 'version')),
  // One that only shows its app runs nothing that a stranger writes.
  grants: (pages) =>
    textField(pages.get(STATUS)?.json, 'mode') === 'edit' ? 'code-execution' : 'read',
});

function recognise({ root, shared }: HttpEvidence): boolean | 'maybe' {
  const logIn = shared.get(LOG_IN);
  if (logIn) return titleOf(logIn) === 'marimo';
  if (root.status === 200 && /<marimo-filename|__MARIMO_MOUNT_CONFIG__/.test(root.text))
    return true;
  return root.status === 303 && redirectPath(root) === LOG_IN && 'maybe';
}
