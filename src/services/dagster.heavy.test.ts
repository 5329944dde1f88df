import { looksAtRealServers } from '../../test/real-servers.ts';
import { open } from '../../test/recorded-http.ts';

looksAtRealServers('dagster', {
  open: { ...open, product: 'dagster', version: '1.13.27', grants: 'code-execution' },
  'read-only': { ...open, product: 'dagster', version: '1.13.27', grants: 'read' },
});
