/** Stores that have no setting of their own which shuts them while they run: the host's firewall does. */
import { expect, it } from 'vitest';
import { startServer } from '../../../lab/index.ts';
import { makeNetwork, type Network } from '../../../lab/namespace.ts';
import { inNamespace, run } from '../../../lab/run.ts';
import { withNetworks } from '../../../lab/testing.ts';
import { encodeMongoCommands } from '../../protocols/mongodb.ts';
import { meansFor, planOf } from '../../../test/containing.ts';
import { caseOn, ownerOf } from '../../../test/incident.ts';
import type { Means } from './apply.ts';
import { applyPlan, undoPlan } from './apply.ts';
import { noteFor } from './recipes.ts';
import { peersBefore } from './saved.ts';
import { verifyContainment } from './verify.ts';

const inside =
  (netns: string): Means['run'] =>
  async (argv, input = '') =>
    await run([...inNamespace(netns), ...argv], { input });

/** What a stranger's question brings from the other side; nothing where the port is silent. */
const stranger = async (network: Network, port: number, words: Buffer): Promise<string> => {
  const hex = words.toString('hex').replaceAll(/../g, String.raw`\x$&`);
  const script = `exec 3<>/dev/tcp/${network.server.address}/${port} && printf '${hex}' >&3 && head -c 8 <&3 | od -An -tx1`;
  return await network.exec('client', ['timeout', '1', 'bash', '-c', script]).catch(() => 'silent');
};

const PORTS = { ferretdb: 27017, memcached: 11211 } as const;
const ASK = {
  ferretdb: encodeMongoCommands('message', [{ name: 'hello' }]),
  memcached: Buffer.from('version\r\n'),
} as const;

withNetworks('ferretdb', 'memcached')('shutting by the firewall what cannot be shut itself', () => {
  it('cuts strangers and their sockets, says both, and leaves nothing behind', async () => {
    await using network = await makeNetwork();
    const { netns, address } = network.server;
    const rules = inside(netns);
    for (const product of ['ferretdb', 'memcached'] as const) {
      const port = PORTS[product];
      expect(noteFor(product)).toContain('firewall');
      await using server = await startServer(product, 'open', { netns, address, port });
      using folder = caseOn();
      const { found } = folder;
      const access = ownerOf({ ...server, product, address });
      const held = network.exec('client', [
        'timeout',
        '20',
        'bash',
        '-c',
        `exec 3<>/dev/tcp/${address}/${port}; cat <&3; echo ended`,
      ]);
      expect(await stranger(network, port, ASK[product])).toMatch(/(?: [\da-f]{2}){8}/);
      const before = await rules(['nft', 'list', 'ruleset']);
      const { id } = planOf(found, access, 'nftables', { allow: ['198.51.100.0/24'] });
      const means = meansFor(access, { run: rules });
      const approval = { approve: id, by: 'Ann', withoutSnapshot: 'a test' };
      await applyPlan(found.folder, id, approval, means);
      expect(await stranger(network, port, ASK[product])).toBe('silent');
      expect(await held).toBe('ended\n');
      const peers = peersBefore(found.folder);
      expect(peers).toHaveLength(1);
      const { oldSessions } = await verifyContainment({
        owner: access,
        doors: [],
        vantage: 'test',
        since: new Date(),
        before: peers ?? [],
        run: rules,
      });
      expect(oldSessions).toEqual({ held: true, evidence: [] });
      await undoPlan(found.folder, id, means);
      expect(await rules(['nft', 'list', 'ruleset'])).toBe(before);
      expect(await stranger(network, port, ASK[product])).toMatch(/(?: [\da-f]{2}){8}/);
    }
  });
});
