/**
 * Xinference. It says itself whether it asks who comes; its address and the state of its workers leak in either case.
 * https://inference.readthedocs.io/en/latest/user_guide/auth_system.html
 */
import { httpProduct } from './families/http-product.ts';
import { modelsOf, titleOf } from './families/http-shapes.ts';
import { field, type HttpPage } from './families/http-talk.ts';
import { modelInventory } from './inventories/models.ts';

export const xinference = httpProduct({
  id: 'xinference',
  title: 'Xinference',
  verified: 'Xinference 4.1.0, real server',
  recognise: ({ root }) => titleOf(root) === 'Xinference',
  proofs: [
    {
      path: '/v1/cluster/auth',
      shows: ({ json }: HttpPage) =>
        field(json, 'auth') === false ? 'authentication is off' : undefined,
    },
    { path: '/v1/models', shows: ({ json }) => modelsOf(json) },
  ],
  inventory: modelInventory,
  grants: 'admin',
});
