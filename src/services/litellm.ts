/**
 * LiteLLM's proxy. Its pages, `/health/readiness` and `/openapi.json` answer with a master key set too; without one,
 * whoever comes uses the owner's keys at the model's vendor. https://docs.litellm.ai/docs/proxy/virtual_keys
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { modelsOf, titleOf } from './families/http-shapes.ts';
import { textField } from './families/http-talk.ts';
import { modelInventory } from './inventories/models.ts';

const READINESS = '/health/readiness';

export const litellm = httpProduct({
  id: 'litellm',
  title: 'LiteLLM',
  verified: 'LiteLLM 1.108.7 and 1.61.20, real servers',
  recognise: ({ root }) => titleOf(root).startsWith('LiteLLM API'),
  proofs: [{ path: '/v1/models', shows: ({ json }) => modelsOf(json) }],
  also: [{ path: READINESS }],
  version: (_, pages) => untrustedVersion(textField(pages.get(READINESS)?.json, 'litellm_version')),
  inventory: modelInventory,
  grants: 'admin',
});
