import { describe, expect, test } from 'vitest';
import { startServer } from '../../lab/index.ts';
import { withServers } from '../../lab/testing.ts';
import { ask, type Asked } from '../../test/ask.ts';

const MOST = { usual: 3, odd: 8 };

function expectHarmless(asked: Asked, port: 'usual' | 'odd'): void {
  expect(asked.undeclared).toBe(0);
  expect(asked.connections).toBeLessThanOrEqual(MOST[port]);
  expect(asked.sent.join('\n')).not.toMatch(/INSERT|CREATE|DROP|ALTER|log_stream|\bPOST\b/);
}

withServers('clickhouse')('a real ClickHouse', () => {
  describe.each(['odd', 'usual'] as const)('on its %s port', (port) => {
    describe.each([
      ['http', 'http'],
      ['native', 'clickhouse-native'],
    ] as const)('%s', (name, protocol) => {
      test.each(['open', 'tls'])(
        '%s: runs queries for anyone, and refuses a user that does not exist',
        async (state) => {
          await using server = await startServer('clickhouse', state, { port });
          const asked = await ask({ address: server.address, port: server.ports[name] ?? 0 });
          expect(asked).toMatchObject({
            product: 'clickhouse',
            protocol,
            access: 'open',
            version: '18.16.1',
            grants: 'admin',
          });
          expect(asked.seenAs).toMatch(/^127\./);
          expect(asked.proof.at(-1)).toEqual({ asked: 'SHOW DATABASES', answered: '2 databases' });
          expect(asked.control.at(-1)?.answered).toBe('exception 192');
          expect(asked.plaintext).toBe(state === 'open' ? true : asked.plaintext);
          expect(asked.tls?.offered ?? false).toBe(state === 'tls');
          expectHarmless(asked, port);
        },
      );

      test.each(['password', 'tls-password'])('%s: asks for credentials', async (state) => {
        await using server = await startServer('clickhouse', state, { port });
        const asked = await ask({ address: server.address, port: server.ports[name] ?? 0 });
        expect(asked).toMatchObject({
          product: 'clickhouse',
          protocol,
          access: 'protected',
          grants: null,
        });
        expect(asked.proof.at(-1)?.answered).toBe('exception 194');
        expectHarmless(asked, port);
      });

      test('source-denied: names the address that it refuses', async () => {
        await using server = await startServer('clickhouse', 'source-denied', { port });
        const asked = await ask({ address: server.address, port: server.ports[name] ?? 0 });
        expect(asked).toMatchObject({ product: 'clickhouse', protocol, access: 'denied' });
        expect(asked.seenAs).toMatch(/^127\./);
        expectHarmless(asked, port);
      });
    });
  });
});
