/**
 * MLflow's tracking server. A foreign `Host` is refused with 403 since 3.5, which is no authentication; with the
 * basic-auth app everything but `/health` is. https://mlflow.org/docs/latest/self-hosting/security/network/
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import type { HttpEvidence } from './families/http-service.ts';
import { bareVersion, listOf, titleOf } from './families/http-shapes.ts';
import { field, type HttpPage } from './families/http-talk.ts';
import { nameLists } from './families/http-name-list.ts';
import { MOST_LISTED } from './inventory.ts';

export const mlflow = httpProduct({
  id: 'mlflow',
  title: 'MLflow',
  verified: 'MLflow 3.17.2 and 2.22.2, real servers',
  recognise,
  proofs: [
    {
      path: '/api/2.0/mlflow/experiments/search?max_results=1',
      shows: ({ json }) =>
        listOf(field(json, 'experiments'), 'experiments', 'experiment_id', 'name'),
    },
  ],
  denies: isHostGuard,
  also: [{ path: '/version' }],
  version: (_, pages) => untrustedVersion(bareVersion(pages.get('/version'))),
  inventory: nameLists(
    {
      ask: { path: `/api/2.0/mlflow/experiments/search?max_results=${MOST_LISTED}` },
      kind: 'collection',
      at: ['experiments'],
      name: 'name',
    },
    {
      ask: { path: `/api/2.0/mlflow/registered-models/search?max_results=${MOST_LISTED}` },
      kind: 'model',
      at: ['registered_models'],
      name: 'name',
    },
  ),
  grants: 'read-write',
});

function recognise({ root }: HttpEvidence): boolean {
  const isRealm = /realm="mlflow"/.test(root.headers.get('www-authenticate') ?? '');
  return titleOf(root) === 'MLflow' || (root.status === 401 && isRealm) || isHostGuard(root);
}

function isHostGuard({ status, text }: HttpPage): boolean {
  return status === 403 && text.startsWith('Invalid Host header - possible DNS rebinding attack');
}
