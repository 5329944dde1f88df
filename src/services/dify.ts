/**
 * Dify. `/console/api/setup` is for everybody and says whether an administrator exists.
 * https://docs.dify.ai/en/getting-started/install-self-hosted/docker-compose
 */
import { httpProduct } from './families/http-product.ts';
import type { HttpEvidence } from './families/http-service.ts';
import { listOf, redirectPath } from './families/http-shapes.ts';
import { field, textField } from './families/http-talk.ts';

const SETUP = '/console/api/setup';

export const dify = httpProduct({
  id: 'dify',
  title: 'Dify',
  verified: 'answers of 1.x from its source; never seen for real',
  recognise,
  tells: { path: SETUP },
  unclaimed: {
    path: SETUP,
    is: ({ json }) => textField(json, 'step') === 'not_started',
    answered: 'nobody set it up',
  },
  proofs: [
    {
      path: '/console/api/apps?page=1&limit=1',
      shows: ({ json }) => listOf(field(json, 'data'), 'apps', 'id', 'name'),
    },
  ],
  grants: 'admin',
});

function recognise({ root, shared }: HttpEvidence): boolean | 'maybe' {
  const step = textField(shared.get(SETUP)?.json, 'step');
  if (shared.has(SETUP)) return step === 'not_started' || step === 'finished';
  return redirectPath(root) === '/apps' && 'maybe';
}
