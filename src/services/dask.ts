/**
 * The dashboard of a Dask scheduler. It has no authentication, and neither has the scheduler behind it unless TLS is
 * set up. https://distributed.dask.org/en/stable/http_services.html
 */
import { httpProduct } from './families/http-product.ts';
import { hasFields, redirectPath } from './families/http-shapes.ts';
import { textField } from './families/http-talk.ts';

const IDENTITY = '/json/identity.json';

export const dask = httpProduct({
  id: 'dask',
  title: 'Dask',
  verified: 'Dask 2026.8.0, real server',
  recognise: ({ root }) => {
    const isTornado = root.headers.get('server')?.startsWith('TornadoServer/') ?? false;
    return root.status === 301 && isTornado && redirectPath(root) === '/status' && 'maybe';
  },
  proofs: [
    {
      path: IDENTITY,
      shows: ({ json }) =>
        textField(json, 'type') === 'Scheduler' && hasFields(json, 'id', 'address', 'services')
          ? 'who its scheduler is'
          : undefined,
    },
  ],
  isIt: (pages) => textField(pages.get(IDENTITY)?.json, 'type') === 'Scheduler',
  grants: 'read',
});
