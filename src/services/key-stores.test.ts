import { expect, test } from 'vitest';
import { startServer } from '../../lab/index.ts';
import { ask as askRaw, dial } from '../../lab/dial.ts';
import { withServers } from '../../lab/testing.ts';
import { asOwner } from '../../test/as-owner.ts';
import { ask } from '../../test/ask.ts';
import { canaries, canariesIn } from '../../test/canaries.ts';

withServers('etcd')('what a real etcd holds', () => {
  test('patterns of its keys, counted; no value is asked for', async () => {
    await using server = await startServer('etcd', 'open');
    const { address, port } = server;
    const put = ['etcdctl', `--endpoints=http://${address}:${port}`, 'put'];
    for (const key of [`users/${canaries.email}/token`, 'jobs/1', 'jobs/2'])
      asOwner([...put, key, canaries.apiKey]);
    const asked = await ask({ address, port, inventory: 'sample' });
    expect(asked.undeclared).toBe(0);
    expect(canariesIn(JSON.stringify(asked))).toEqual([]);
    const items = new Map(asked.inventory?.items.map((item) => [item.name, item]));
    expect(items.get('jobs/{number}')?.rows).toEqual({ value: 2, how: 'exact' });
    expect(items.has('users/{email}/token')).toBe(true);
    expect(items.get('config/api-key')?.classes).toEqual([
      expect.objectContaining({ class: 'secret', sampled: 0 }),
    ]);
    expect(asked.inventory?.complete).toBe(true);
    expect(asked.sent.at(-1)).toContain('"keys_only":true');
  });
});

withServers('memcached')('what a real Memcached holds', () => {
  test('how many items, and that it does not name them', async () => {
    await using server = await startServer('memcached', 'open');
    const { address, port } = server;
    const { apiKey } = canaries;
    const stored = `set ${canaries.name} 0 0 ${apiKey.length}\r\n${apiKey}\r\n`;
    const said = await askRaw(dial(address, port), stored, (sofar) => sofar.length >= 8);
    expect(said.toString()).toBe('STORED\r\n');
    const asked = await ask({ address, port, inventory: 'sample' });
    expect(asked.undeclared).toBe(0);
    expect(canariesIn(JSON.stringify(asked))).toEqual([]);
    expect(asked.inventory).toMatchObject({
      complete: false,
      items: [{ kind: 'keys', rows: { value: 2, how: 'exact' } }],
    });
  });
});
