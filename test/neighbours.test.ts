import { describe, expect, it } from 'vitest';
import { startServer } from '../lab/index.ts';
import { withServers } from '../lab/testing.ts';
import { nightlatch } from './run-cli.ts';

/** What a run says, as far as it is asked here. */
interface Said {
  readonly observations: readonly {
    readonly endpoint: { readonly port: number };
    readonly product: string | null;
    readonly access: string;
  }[];
  readonly findings: readonly { readonly rule: string; readonly product: string | null }[];
}

/** Names the main port of a server on its usual ports, or another, and has its second ports asked too. */
async function audit(product: string, state: string, port?: string): Promise<Said> {
  await using server = await startServer(product, state, { port: 'usual' });
  const named = port === undefined ? server.port : server.ports[port];
  const target = `${server.address}:${named}`;
  const ran = await nightlatch(['audit', target, '--neighbours', '--format', 'json']);
  expect(ran.err).not.toMatch(/error/i);
  const said: Said = JSON.parse(ran.out);
  return said;
}

/** `4222 protected`, in the order of the ports. */
const seen = ({ observations }: Said): string[] =>
  observations
    .toSorted((a, b) => a.endpoint.port - b.endpoint.port)
    .map(({ endpoint, product, access }) => `${endpoint.port} ${product} ${access}`);

describe('the second ports of a server whose clients need a password', () => {
  withServers('nats-server')('of NATS', () => {
    it('are asked, and found open', async () => {
      const said = await audit('nats-server', 'password');
      expect(seen(said)).toEqual(['4222 nats protected', '8222 nats open']);
      expect(said.findings.map(({ rule }) => rule)).toContain('anonymous-access');
    });
  });

  withServers('zookeeper')('of ZooKeeper', () => {
    it('are asked, and found open', async () => {
      const said = await audit('zookeeper', 'admin');
      expect(seen(said)).toEqual(['2181 zookeeper protected', '8080 zookeeper open']);
      expect(said.findings.map(({ rule }) => rule)).toContain('anonymous-access');
    });
  });

  withServers('rabbitmq')('of RabbitMQ', () => {
    it('are asked, and each says what it is', async () => {
      const ports = seen(await audit('rabbitmq', 'password', 'management'));
      expect(ports).toEqual(
        expect.arrayContaining(['15672 rabbitmq protected', '15692 http identified']),
      );
      expect(ports.some((each) => each.startsWith('5672 '))).toBe(true);
    });
  });
});
