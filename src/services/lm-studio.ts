/**
 * LM Studio's server in the words of OpenAI. It says 200 to any path and names the mistake in its body, so that only
 * the list of models proves. https://lmstudio.ai/docs/developer/core/server
 */
import { httpProduct } from './families/http-product.ts';
import { modelsOf } from './families/http-shapes.ts';
import { textField } from './families/http-talk.ts';
import { modelInventory } from './inventories/models.ts';

export const lmStudio = httpProduct({
  id: 'lm-studio',
  title: 'LM Studio',
  verified: 'answers of 0.3 from its documentation; never seen for real',
  recognise: ({ root }) =>
    textField(root.json, 'error')?.startsWith('Unexpected endpoint or method. (GET /)') ?? false,
  proofs: [{ path: '/v1/models', shows: ({ json }) => modelsOf(json) }],
  inventory: modelInventory,
  grants: 'read-write',
});
