import { looksAtRealServers } from '../../test/real-servers.ts';
import { closed, open } from '../../test/recorded-http.ts';

const store = { ...open, product: 'weaviate', version: '1.35.2', grants: 'read-write' } as const;

looksAtRealServers(
  'weaviate',
  {
    open: store,
    empty: store,
    key: { ...closed, product: 'weaviate' },
    half: { ...closed, product: 'weaviate', version: '1.35.2' },
  },
  undefined,
  ['open', 'half'],
);
