import { looksAtRealServers } from '../../test/real-servers.ts';
import { open } from '../../test/recorded-http.ts';

looksAtRealServers('zipkin', {
  open: { ...open, product: 'zipkin', version: '3.6.1', grants: 'read-write' },
});
