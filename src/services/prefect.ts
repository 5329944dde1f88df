/**
 * Prefect's server. Its page, `/api/health` and `/ui-settings` answer in every state; with a log-in set, even its
 * version is refused. https://docs.prefect.io/v3/advanced/security-settings
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import type { HttpEvidence } from './families/http-service.ts';
import { bareVersion, isFastApiNowhere, listOf, titleOf } from './families/http-shapes.ts';
import { textField } from './families/http-talk.ts';

const PORT = 4200;
const VERSION = '/api/admin/version';

export const prefect = httpProduct({
  id: 'prefect',
  title: 'Prefect',
  verified: 'Prefect 3.8.8, real server, with its pages and without them',
  recognise,
  tells: { path: VERSION },
  proofs: [
    { path: VERSION, shows: (page) => (bareVersion(page) ? 'an administrator’s page' : undefined) },
    {
      method: 'POST',
      path: '/api/flows/filter',
      headers: { 'Content-Type': 'application/json' },
      body: '{"limit":1}',
      shows: ({ json }) => listOf(json, 'flows', 'id', 'name'),
    },
  ],
  version: (_, pages) => untrustedVersion(bareVersion(pages.get(VERSION))),
  grants: 'admin',
});

/** Started without its pages it has nothing at its root, and only its port points to it. */
function recognise({ port, root, shared }: HttpEvidence): boolean | 'maybe' {
  const told = shared.get(VERSION);
  if (told && isFastApiNowhere(root))
    return (
      bareVersion(told) !== undefined || textField(told.json, 'exception_message') !== undefined
    );
  return titleOf(root) === 'Prefect Server' || (port === PORT && isFastApiNowhere(root) && 'maybe');
}
