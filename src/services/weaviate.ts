/**
 * Weaviate. With anonymous access on and an admin list, `/v1/meta` and an empty `/v1/schema` are given to everybody, so
 * the proofs are the nodes and the objects. https://docs.weaviate.io/deploy/configuration/authentication
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import type { HttpEvidence } from './families/http-service.ts';
import { hasFields, listOf, redirectPath } from './families/http-shapes.ts';
import { field, type HttpPage, textField } from './families/http-talk.ts';
import { weaviateInventory } from './inventories/weaviate.ts';

const META = '/v1/meta';

export const weaviate = httpProduct({
  id: 'weaviate',
  title: 'Weaviate',
  verified: 'Weaviate 1.35.2, real server',
  recognise,
  tells: { path: META },
  proofs: [
    {
      path: '/v1/nodes',
      shows: ({ json }) => listOf(field(json, 'nodes'), 'nodes', 'name', 'version'),
    },
    {
      path: '/v1/objects?limit=1',
      shows: ({ json }) => listOf(field(json, 'objects'), 'objects', 'class', 'id'),
    },
  ],
  also: [{ path: META }],
  version: (_, pages) => untrustedVersion(textField(pages.get(META)?.json, 'version')),
  inventory: weaviateInventory,
  grants: 'read-write',
});

function recognise({ root, shared }: HttpEvidence): boolean | 'maybe' {
  const meta = shared.get(META);
  if (meta) return isMeta(meta);
  const isToFirst = root.status === 301 && redirectPath(root) === '/v1';
  return isToFirst && 'maybe';
}

function isMeta({ status, json, text }: HttpPage): boolean {
  return status === 401
    ? text.includes('anonymous access not enabled')
    : hasFields(json, 'hostname', 'version', 'modules');
}
