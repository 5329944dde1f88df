/**
 * The server of llama.cpp. `/v1/models`, `/health` and the page at the root answer without its key, so the proof is
 * `/props`, which asks for it. https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md
 */
import { httpProduct } from './families/http-product.ts';
import { hasFields } from './families/http-shapes.ts';
import { modelInventory } from './inventories/models.ts';

export const llamaCpp = httpProduct({
  id: 'llama-cpp',
  title: 'llama.cpp',
  verified: 'answers of its documentation; never seen for real',
  recognise: ({ root }) => root.headers.get('server') === 'llama.cpp',
  proofs: [
    {
      path: '/props',
      shows: ({ json }) =>
        hasFields(json, 'default_generation_settings', 'total_slots')
          ? 'the properties of its model'
          : undefined,
    },
  ],
  inventory: modelInventory,
  grants: 'read-write',
});
