/**
 * Qdrant. The root with its version and the health pages answer with an API key set too; everything else asks for it.
 * https://qdrant.tech/documentation/guides/security/
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { listOf } from './families/http-shapes.ts';
import { field, textField } from './families/http-talk.ts';
import { qdrantInventory } from './inventories/qdrant.ts';

export const qdrant = httpProduct({
  id: 'qdrant',
  title: 'Qdrant',
  verified: 'answers of 1.12 from its source and documentation; never seen for real',
  recognise: ({ root }) =>
    textField(root.json, 'title') === 'qdrant - vector search engine' &&
    textField(root.json, 'version') !== undefined,
  proofs: [
    {
      path: '/collections',
      shows: ({ json }) =>
        textField(json, 'status') === 'ok'
          ? listOf(field(json, 'result', 'collections'), 'collections', 'name')
          : undefined,
    },
    // Never empty, and asked for the key like all else.
    {
      path: '/cluster',
      shows: ({ json }) => {
        const status = textField(json, 'result', 'status');
        const isKnown = status === 'disabled' || status === 'enabled';
        return isKnown && textField(json, 'status') === 'ok'
          ? 'the state of its cluster'
          : undefined;
      },
    },
  ],
  version: ({ root }) => untrustedVersion(textField(root.json, 'version')),
  inventory: qdrantInventory,
  grants: 'admin',
});
