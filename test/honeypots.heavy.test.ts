import { afterAll, beforeAll, expect, it } from 'vitest';
import { startServer, type LabServer } from '../lab/index.ts';
import { withServers } from '../lab/testing.ts';
import { ask } from './ask.ts';

withServers('honeypots')('decoys that others set up', () => {
  let server: LabServer;
  beforeAll(async () => {
    server = await startServer('honeypots', 'decoy');
  }, 180_000);
  afterAll(async () => server.stop());

  it.each(['memcache', 'redis', 'mysql', 'postgres', 'elastic', 'http', 'ftp', 'ldap', 'mssql'])(
    '%s is nobody\u2019s open door, with leave to log in too',
    async (name) => {
      const { address, ports } = server;
      const wishes = { closely: true };
      const asked = await ask({ address, port: ports[name] ?? 0, accounts: 'default', wishes });
      expect(['decoy', 'unknown', 'protected', 'identified', 'tls-only'], asked.reason).toContain(
        asked.access,
      );
      expect(asked.undeclared).toBe(0);
    },
    60_000,
  );
});
