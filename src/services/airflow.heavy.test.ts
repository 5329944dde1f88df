import { looksAtRealServers } from '../../test/real-servers.ts';
import { closed, open } from '../../test/recorded-http.ts';

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
