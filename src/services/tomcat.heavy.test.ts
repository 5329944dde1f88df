import { looksAtRealServers } from '../../test/real-servers.ts';

// Its manager asks for a log-in, and what is before it is for everybody.
looksAtRealServers('tomcat', {
  weak: { product: 'http', protocol: 'http', access: 'identified', grants: null },
});
