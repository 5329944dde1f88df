/**
 * SGLang's server in the words of OpenAI. With `--api-key` only the health pages answer a stranger.
 * https://docs.sglang.ai/advanced_features/server_arguments.html
 */
import { httpProduct } from './families/http-product.ts';
import type { HttpEvidence } from './families/http-service.ts';
import { isFastApiNowhere, modelsOf } from './families/http-shapes.ts';
import { field, textField } from './families/http-talk.ts';
import { modelInventory } from './inventories/models.ts';

const MODELS = '/v1/models';
const PORT = 30_000;

export const sglang = httpProduct({
  id: 'sglang',
  title: 'SGLang',
  verified: 'answers of 0.4 from its source; never seen for real',
  recognise,
  tells: { path: MODELS },
  proofs: [{ path: MODELS, shows: ({ json }) => (isOwn(json) ? modelsOf(json) : undefined) }],
  inventory: modelInventory,
  grants: 'read-write',
});

function recognise({ port, root, shared }: HttpEvidence): boolean | 'maybe' {
  const models = shared.get(MODELS);
  if (models) return isOwn(models.json);
  return port === PORT && isFastApiNowhere(root) && 'maybe';
}

function isOwn(json: unknown): boolean {
  const models = field(json, 'data');
  return Array.isArray(models) && models.some((model) => textField(model, 'owned_by') === 'sglang');
}
