import { looksAtRealServers } from '../../test/real-servers.ts';
import { open } from '../../test/recorded-http.ts';

looksAtRealServers('hdfs', { open: { ...open, product: 'hdfs', grants: 'read' } });

looksAtRealServers('yarn', {
  open: { ...open, product: 'yarn', version: '3.4.1', grants: 'read' },
});
