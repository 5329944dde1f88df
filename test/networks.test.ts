import { afterAll, beforeAll, expect, it } from 'vitest';
import { startServer, type LabServer } from '../lab/index.ts';
import { makeNetwork, type Network } from '../lab/namespace.ts';
import { withNetworks } from '../lab/testing.ts';
import { RunDocument, type RunDocument as Run } from '../src/model/run.ts';
import { nightlatch } from './run-cli.ts';

/** Two machines on one wire, with addresses that exist nowhere else. */
withNetworks('redis')('from a network of its own', () => {
  let network: Network;
  let redis: LabServer | undefined;
  beforeAll(async () => {
    network = await makeNetwork();
    redis = await startServer('redis', 'protected-mode', {
      netns: network.server.netns,
      port: 6379,
      address: network.server.address,
    });
  });
  afterAll(async () => {
    await redis?.stop();
    await network[Symbol.asyncDispose]();
  });

  async function audit(
    side: 'server' | 'client',
    ...words: string[]
  ): Promise<{ code: number | null; run: Run }> {
    const { code, out, err } = await nightlatch(['audit', ...words, '--format', 'json'], {
      netns: network[side].netns,
    });
    if (out === '') throw new Error(err);
    return { code, run: RunDocument.parse(JSON.parse(out)) };
  }

  it('finds this machine’s listener, and tells its binding from the kernel’s own table', async () => {
    const { run } = await audit('server');
    const seen = run.observations.find(
      ({ endpoint }) => endpoint.address === '127.0.0.1' && endpoint.port === 6379,
    );
    expect(seen).toMatchObject({
      access: 'open',
      endpoint: { boundTo: '0.0.0.0' },
      owner: { process: 'redis-server' },
    });
    expect(
      run.observations.every(
        ({ endpoint }) => endpoint.address.startsWith('127.') || endpoint.address === '::1',
      ),
    ).toBe(true);
    expect(run.coverage.blindSpots.join(' ')).toMatch(/UDP/);
  });

  it('asks it again over this machine’s other addresses, where protected mode refuses', async () => {
    const { run } = await audit('server', '--own-addresses');
    const outer = run.observations.find(
      ({ endpoint }) => endpoint.address === network.server.address,
    );
    expect(outer).toMatchObject({ product: 'redis', access: 'denied' });
    const assets = new Set(
      run.observations.filter(({ product }) => product === 'redis').map(({ asset }) => asset),
    );
    expect(assets.size).toBe(1);
  });

  it('sees a refusal of its own address from the neighbour, and calls it a gap in segregation', async () => {
    const { run } = await audit(
      'client',
      `${network.server.address}:6379`,
      '--i-own',
      network.server.address,
    );
    expect(run.observations[0]).toMatchObject({ product: 'redis', access: 'denied' });
    expect(run.findings.map(({ rule }) => rule)).toContain('segregation-gap');
  });

  it('takes no look at a public address that nobody attested', async () => {
    const { code, run } = await audit('client', `${network.server.address}:6379`);
    expect([code, run.coverage.connections, run.scope.refused.length]).toEqual([3, 0, 1]);
  });

  it('asks many endpoints of one host politely, and gets through', async () => {
    const { netns, address } = network.server;
    const servers = await Promise.all(
      [7101, 7102, 7103, 7104, 7105, 7106].map((port) =>
        startServer('redis', 'open', { netns, port, address }),
      ),
    );
    try {
      const { run } = await audit('client', `${address}:7101-7140`, '--i-own', address);
      expect(run.coverage.byAccess).toEqual({ open: 6 });
      expect(run.coverage.refused).toBe(34);
    } finally {
      await Promise.all(servers.map((server) => server.stop()));
    }
  });

  it('cannot look where everything is dropped, and says so', async () => {
    await network.drop(7001);
    const { code, run } = await audit(
      'client',
      `${network.server.address}:7001`,
      '--i-own',
      network.server.address,
      '--timeout',
      '500',
    );
    expect([code, run.coverage.silent]).toEqual([3, 1]);
  });
});
