/**
 * Prefect's server. Its page, `/api/health` and `/ui-settings` answer in every state; with a log-in set, even its
 * version is refused. https://docs.prefect.io/v3/advanced/security-settings
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { bareVersion, listOf, titleOf } from './families/http-shapes.ts';

const VERSION = '/api/admin/version';

export const prefect = httpProduct({
  id: 'prefect',
  title: 'Prefect',
  verified: 'Prefect 3.8.8, recorded from the real server',
  recognise: ({ root }) => titleOf(root) === 'Prefect Server',
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
