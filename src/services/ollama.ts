/**
 * Ollama. Its local interface has no authentication, so whatever answers in its words is open unless a proxy stands
 * before it. By a foreign name it is an empty 403, which does not say what it is. Models are listed; nothing is generated, pulled or pushed. https://docs.ollama.com/api/introduction
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { field, type HttpPage, textField } from './families/http-talk.ts';
import { ollamaInventory } from './inventories/models.ts';

const DIGEST = /^(?:sha256:)?[\da-f]{64}$/;

export const ollama = httpProduct({
  id: 'ollama',
  title: 'Ollama',
  verified: 'Ollama 0.5.13, recorded from the real server, with a model and without one',
  recognise: ({ root }) => root.status === 200 && root.text === 'Ollama is running',
  proofs: [{ path: '/api/tags', shows: models }],
  also: [{ path: '/api/version' }],
  version: (_, pages) => untrustedVersion(textField(pages.get('/api/version')?.json, 'version')),
  // Who may list models may pull, delete and run them.
  inventory: ollamaInventory,
  grants: 'admin',
});

/** Without accounts an empty list is as good a proof as a full one. */
function models({ json }: HttpPage): string | undefined {
  const list = field(json, 'models');
  if (!Array.isArray(list)) return undefined;
  const isReal = list.every((model) => DIGEST.test(textField(model, 'digest') ?? ''));
  return isReal ? `a list of ${list.length} models` : undefined;
}
