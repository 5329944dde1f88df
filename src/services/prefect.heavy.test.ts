import { looksAtRealServers } from '../../test/real-servers.ts';
import { closed, open } from '../../test/recorded-http.ts';

const prefect = { ...open, product: 'prefect', version: '3.8.8', grants: 'admin' } as const;

// Without its pages nothing but its port points to it.
looksAtRealServers(
  'prefect',
  { open: prefect, password: { ...closed, product: 'prefect' }, bare: prefect },
  undefined,
  ['open'],
);
