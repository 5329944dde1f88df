/**
 * Traefik's own API and dashboard, which `api.insecure` opens to everybody. It can be read and not written; it names
 * every route and service behind the proxy. https://doc.traefik.io/traefik/operations/api/
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import type { HttpEvidence } from './families/http-service.ts';
import { hasFields, isGoNowhere, listOf, redirectPath } from './families/http-shapes.ts';
import { textField } from './families/http-talk.ts';

const VERSION = '/api/version';
const PORT = 8080;

export const traefik = httpProduct({
  id: 'traefik',
  title: 'Traefik’s API',
  verified:
    'Traefik 3.7.15, real server; behind a password its API cannot be told from what else stands there',
  recognise,
  tells: { path: VERSION },
  proofs: [
    {
      path: '/api/entrypoints',
      shows: ({ json }) => listOf(json, 'entry points', 'name', 'address'),
    },
    {
      path: '/api/overview',
      shows: ({ json }) => (hasFields(json, 'http', 'features') ? 'an overview' : undefined),
    },
  ],
  version: (_, pages) => untrustedVersion(textField(pages.get(VERSION)?.json, 'Version')),
  grants: 'metadata',
});

function recognise({ port, root, shared }: HttpEvidence): boolean | 'maybe' {
  const version = shared.get(VERSION);
  if (version) return version.status === 200 && hasFields(version.json, 'Version', 'Codename');
  const isRedirected = redirectPath(root)?.endsWith('/dashboard/') === true;
  return (isRedirected || (port === PORT && isGoNowhere(root))) && 'maybe';
}
