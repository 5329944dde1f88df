/** Schedulers, consoles and registries that the lab starts; the heavy ones where they are installed. */
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

looksAtRealServers(
  'airflow',
  {
    open: { ...open, product: 'airflow', version: '3.3.2', grants: 'admin' },
    password: { ...closed, product: 'airflow', version: '3.3.2' },
  },
  undefined,
  ['open'],
);

looksAtRealServers(
  'airflow-2',
  {
    open: { ...open, product: 'airflow', grants: 'admin' },
    password: { ...closed, product: 'airflow' },
  },
  undefined,
  ['open'],
);

const prefect = { ...open, product: 'prefect', version: '3.8.8', grants: 'admin' } as const;

// Without its pages nothing but its port points to it.
looksAtRealServers(
  'prefect',
  { open: prefect, password: { ...closed, product: 'prefect' }, bare: prefect },
  undefined,
  ['open'],
);

looksAtRealServers('dagster', {
  open: { ...open, product: 'dagster', version: '1.13.27', grants: 'code-execution' },
  'read-only': { ...open, product: 'dagster', version: '1.13.27', grants: 'read' },
});

const hub = { ...closed, product: 'jupyterhub', version: '6.1.1' } as const;

looksAtRealServers('jupyterhub', { password: hub });
looksAtRealServers('jupyterhub', { password: hub }, undefined, undefined, 'hub');
