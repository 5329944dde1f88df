/** Langfuse. It gives nothing without keys of a project. https://langfuse.com/self-hosting/security */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { hasFields, listOf, titleOf } from './families/http-shapes.ts';
import { field, textField } from './families/http-talk.ts';
import { nameLists } from './families/http-name-list.ts';

const HEALTH = '/api/public/health';

export const langfuse = httpProduct({
  id: 'langfuse',
  title: 'Langfuse',
  verified: 'answers of 3.x from its documentation; never seen for real',
  recognise: ({ root, shared }) => {
    const health = shared.get(HEALTH);
    if (health) return hasFields(health.json, 'status', 'version');
    return /\bLangfuse\b/.test(titleOf(root)) && 'maybe';
  },
  tells: { path: HEALTH },
  proofs: [
    {
      path: '/api/public/projects',
      shows: ({ json }) => listOf(field(json, 'data'), 'projects', 'id', 'name'),
    },
  ],
  version: ({ shared }) => untrustedVersion(textField(shared.get(HEALTH)?.json, 'version')),
  inventory: nameLists({
    ask: { path: '/api/public/projects' },
    kind: 'collection',
    at: ['data'],
    name: 'name',
  }),
  grants: 'read',
});
