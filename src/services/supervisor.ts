/**
 * Supervisor's page, on which processes are stopped and started. https://supervisord.org/configuration.html
 */
import { httpProduct } from './families/http-product.ts';
import { titleOf } from './families/http-shapes.ts';

export const supervisor = httpProduct({
  id: 'supervisor',
  title: 'Supervisor',
  verified: 'Supervisor 4.3.0, real server',
  recognise: ({ root }) => root.headers.get('server')?.startsWith('Medusa/') ?? false,
  proofs: [
    {
      path: '/',
      shows: (page) =>
        titleOf(page) === 'Supervisor Status' ? 'the page that stops and starts' : undefined,
    },
  ],
  grants: 'admin',
});
