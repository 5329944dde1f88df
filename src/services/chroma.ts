/**
 * Chroma. Since 1.0 the server has no authentication of its own, so whatever answers in its words is open unless a
 * proxy stands before it; 0.x can ask for a token. Its first interface answers 410 since 1.0, which still tells it.
 * https://cookbook.chromadb.dev/security/auth-1.0.x/
 */
import { untrustedVersion } from '../model/untrusted.ts';
import type { HttpEvidence } from './families/http-service.ts';
import { httpProduct } from './families/http-product.ts';
import { bareVersion, isFastApiNowhere, listOf } from './families/http-shapes.ts';
import { field, textField } from './families/http-talk.ts';
import { chromaInventory } from './inventories/chroma.ts';

const HEARTBEAT = '/api/v1/heartbeat';
const COLLECTIONS = '/api/v2/tenants/default_tenant/databases/default_database/collections?limit=1';

export const chroma = httpProduct({
  id: 'chroma',
  title: 'Chroma',
  verified: 'Chroma 1.5.9 and 0.5.23, real servers',
  recognise,
  tells: { path: HEARTBEAT },
  proofs: [
    {
      path: '/api/v2/auth/identity',
      shows: ({ json }) => {
        const databases = field(json, 'databases');
        const isIdentity = textField(json, 'tenant') !== undefined && Array.isArray(databases);
        return isIdentity && databases.length > 0
          ? `${databases.length} databases for a stranger`
          : undefined;
      },
    },
    { path: COLLECTIONS, shows: ({ json }) => listOf(json, 'collections', 'id', 'name') },
    // Before 0.5.16 there is no second interface.
    {
      path: '/api/v1/collections?limit=1',
      shows: ({ json }) => listOf(json, 'collections', 'id', 'name'),
    },
  ],
  also: [{ path: '/api/v2/version' }, { path: '/api/v1/version' }],
  version: (_, pages) =>
    untrustedVersion(
      bareVersion(pages.get('/api/v2/version')) ?? bareVersion(pages.get('/api/v1/version')),
    ),
  inventory: chromaInventory,
  grants: 'read-write',
});

function recognise({ root, shared }: HttpEvidence): boolean | 'maybe' {
  const heartbeat = shared.get(HEARTBEAT);
  if (heartbeat) {
    const isGone =
      heartbeat.status === 410 && textField(heartbeat.json, 'error') === 'Unimplemented';
    return isGone || typeof field(heartbeat.json, 'nanosecond heartbeat') === 'number';
  }
  if (root.headers.has('chroma-trace-id')) return true;
  // 1.x has nothing at its root and says nothing of itself; 0.x is a FastAPI.
  const isSilent = !root.headers.has('server') && !root.headers.has('content-type');
  const isBareNowhere = root.status === 404 && root.body.length === 0 && isSilent;
  return isBareNowhere || isFastApiNowhere(root) ? 'maybe' : false;
}
