/**
 * vLLM's server in the words of OpenAI. Its key guards the paths below `/v1` and nothing else: `/version`, `/metrics`
 * and `/tokenize` stay open. Models are listed; nothing is ever completed.
 * https://docs.vllm.ai/en/latest/usage/security.html
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import type { HttpEvidence } from './families/http-service.ts';
import { isFastApiNowhere, modelsOf } from './families/http-shapes.ts';
import { field, type HttpPage, textField } from './families/http-talk.ts';
import { modelInventory } from './inventories/models.ts';

const MODELS = '/v1/models';

export const vllm = httpProduct({
  id: 'vllm',
  title: 'vLLM',
  verified: 'answers of 0.6 to 0.11 from its source; never seen for real',
  recognise,
  tells: { path: MODELS },
  proofs: [{ path: MODELS, shows: ({ json }) => (isOwn(json) ? modelsOf(json) : undefined) }],
  version: ({ shared }) => untrustedVersion(textField(shared.get('/version')?.json, 'version')),
  inventory: modelInventory,
  grants: 'read-write',
});

function recognise({ root, shared }: HttpEvidence): boolean | 'maybe' {
  const versioned = isVersion(shared.get('/version'));
  const models = shared.get(MODELS);
  if (models)
    return isOwn(models.json) || (versioned && textField(models.json, 'error') === 'Unauthorized');
  return versioned && isNowhere(root) && 'maybe';
}

/** Nothing but a version. */
function isVersion(page: HttpPage | undefined): boolean {
  const names = Object.keys(Object(page?.json));
  return page?.status === 200 && names.join() === 'version';
}

/** As FastAPI says it, or as vLLM says it since 0.12. */
function isNowhere(root: HttpPage): boolean {
  return isFastApiNowhere(root) || field(root.json, 'error', 'code') === 404;
}

function isOwn(json: unknown): boolean {
  const models = field(json, 'data');
  return Array.isArray(models) && models.some((model) => textField(model, 'owned_by') === 'vllm');
}
