/** Consoles and registries that the lab starts in every run. */
import { looksAtRealServers } from '../../test/real-servers.ts';
import { closed, open } from '../../test/recorded-http.ts';

looksAtRealServers('dask', { open: { ...open, product: 'dask', grants: 'read' } });

looksAtRealServers(
  'redis-commander',
  {
    open: { ...open, product: 'redis-commander', grants: 'read-write' },
    password: { ...closed, product: 'redis-commander' },
  },
  undefined,
  ['open'],
);

looksAtRealServers(
  'verdaccio',
  {
    open: { ...open, product: 'verdaccio', grants: 'read' },
    empty: { product: 'verdaccio', access: 'partial', grants: 'read', authMethods: ['none'] },
    password: { ...closed, product: 'verdaccio' },
  },
  undefined,
  ['open'],
);
