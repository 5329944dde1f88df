/** Models that are served, by name. None is asked anything. https://platform.openai.com/docs/api-reference/models/list */
import { exactAt } from '../families/http-listed.ts';
import { nameLists } from '../families/http-name-list.ts';

/** In the words of OpenAI. */
export const modelInventory = nameLists({
  ask: { path: '/v1/models' },
  kind: 'model',
  at: ['data'],
  name: 'id',
});

/** https://docs.ollama.com/api/tags */
export const ollamaInventory = nameLists({
  ask: { path: '/api/tags' },
  kind: 'model',
  at: ['models'],
  name: 'name',
  bytes: (model) => exactAt(model, 'size'),
});
