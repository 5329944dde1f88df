/**
 * Caddy's administration API. It has no accounts: it listens on loopback and answers only to names that it expects, which
 * is a guard against browsers and no authentication. Only the section about itself is read, never the whole
 * configuration. https://caddyserver.com/docs/api
 */
import { httpProduct } from './families/http-product.ts';
import type { HttpEvidence } from './families/http-service.ts';
import { isGoNowhere } from './families/http-shapes.ts';
import { type HttpPage, textField } from './families/http-talk.ts';

const SECTION = '/config/admin';
const KEYS = new Set([
  'disabled',
  'listen',
  'enforce_origin',
  'origins',
  'config',
  'identity',
  'remote',
]);

export const caddy = httpProduct({
  id: 'caddy',
  title: 'Caddy’s administration API',
  verified: 'Caddy 2.11.7, real server',
  recognise,
  tells: { path: SECTION },
  proofs: [
    {
      path: SECTION,
      shows: (page) => (isSection(page) ? 'a section of the configuration' : undefined),
    },
  ],
  denies: isForeign,
  grants: 'admin',
});

function recognise({ root, shared }: HttpEvidence): boolean | 'maybe' {
  const section = shared.get(SECTION);
  if (section) return isSection(section) || isForeign(section);
  return isForeign(root) || (isGoNowhere(root) && 'maybe');
}

/** Its tag names the path that was read; older versions have none, and their section is told by its keys. */
function isSection({ status, headers, json }: HttpPage): boolean {
  if (status !== 200) return false;
  if ((headers.get('etag') ?? '').startsWith(`"${SECTION} `)) return true;
  const keys = Object.keys(Object(json));
  return keys.length > 0 && keys.every((key) => KEYS.has(key));
}

/** The name by which it was called is none that it expects. */
function isForeign({ status, json }: HttpPage): boolean {
  return (
    status === 403 && /^(?:host|client) (?:is )?not allowed/.test(textField(json, 'error') ?? '')
  );
}
