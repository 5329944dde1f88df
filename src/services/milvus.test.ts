import { describe, expect, it } from 'vitest';
import { startServer } from '../../lab/index.ts';
import { makeNetwork } from '../../lab/namespace.ts';
import { freeAddress } from '../../lab/ports.ts';
import { withNetworks } from '../../lab/testing.ts';
import { ask, type Ask, type Asked } from '../../test/ask.ts';
import { fakeHttp, json } from '../../test/fakes/http.ts';
import { classesOf, expectNothingKept, planted } from '../../test/planted.ts';
import { relay } from '../../test/relay.ts';

const milvus = { product: 'milvus', protocol: 'http', undeclared: 0 } as const;
const open = { ...milvus, access: 'open', grants: 'read-write', authMethods: ['none'] } as const;
const closed = { ...milvus, access: 'protected', grants: null } as const;
const EXPECTED = { open, password: closed } as const;
const DATA = 19_530;
const MANAGEMENT = 9091;

/** A collection as an owner would make it, through the first interface. */
async function seed(netns: string, address: string): Promise<void> {
  await using there = await relay({ address, port: DATA }, netns);
  const post = async (path: string, body: unknown): Promise<void> => {
    const url = `http://${there.address}:${there.port}/v1/vector/${path}`;
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(await response.json()).toMatchObject({ code: 200 });
  };
  await post('collections/create', { collectionName: 'talks', dimension: 2 });
  const data = planted.requests.map(({ body }) => ({ vector: [0.1, 0.2], body }));
  await post('insert', { collectionName: 'talks', data });
  // The first question waits until what was written is to be read.
  await post('query', { collectionName: 'talks', filter: 'id >= 0', limit: 1 });
}

withNetworks('milvus')('a real Milvus', () => {
  it.each(Object.entries(EXPECTED))('in state %s', async (state, expected) => {
    await using network = await makeNetwork();
    const { netns, address } = network.server;
    const near = await freeAddress([DATA, MANAGEMENT]);
    await using server = await startServer('milvus', state, { netns, address, port: 'usual' });
    const at = async (port: number, own: number, more: Partial<Ask> = {}): Promise<Asked> => {
      await using there = await relay({ address: server.address, port }, netns, {
        address: near,
        port: own,
      });
      return await ask({ ...there, ...more });
    };
    if (state === 'open') await seed(netns, server.address);
    const odd = await at(DATA, 0, { inventory: 'sample' });
    expect(odd).toMatchObject(expected);
    expect(odd.connections).toBeLessThanOrEqual(8);
    if (state === 'open') {
      expectNothingKept(odd);
      expect(odd.inventory).toMatchObject({
        complete: true,
        items: [
          {
            name: 'talks',
            fields: [{ name: 'id', type: 'Int64' }, { name: 'vector' }, { name: 'body' }],
          },
        ],
      });
      expect(classesOf(odd, 'talks')).toEqual(['chat-log']);
    }
    const usual = await at(DATA, DATA);
    expect(usual).toMatchObject(expected);
    expect(usual.connections).toBeLessThanOrEqual(3);
    if (state === 'password') {
      const asked = await at(DATA, DATA, { accounts: 'default' });
      expect(asked).toMatchObject({ ...milvus, access: 'default-password' });
    }
    // Whatever the first port asks for, the second gives the names of all users.
    const management = await at(MANAGEMENT, MANAGEMENT);
    expect(management).toMatchObject({ ...milvus, access: 'open', grants: 'admin' });
    expect(management.connections).toBeLessThanOrEqual(3);
    expect(JSON.stringify(management)).not.toContain('root');
  });
});

describe('Milvus as it answers in newer versions', () => {
  const nowhere = {
    status: 404,
    headers: { 'Access-Control-Allow-Headers': 'Content-Type, X-CSRF-Token, Authorization' },
    body: '404 page not found',
  };
  it.each([
    ['open', json({ code: 0, data: [] }), open],
    ['closed', json({ code: 1800, message: "user hasn't authenticated" }, 401), closed],
    ['closed, and says 200', json({ code: 1800, message: "user hasn't authenticated" }), closed],
  ] as const)('%s', async (_, answer, expected) => {
    await using fake = await fakeHttp((path) =>
      path === '/v2/vectordb/collections/list' ? answer : nowhere,
    );
    expect(await ask(fake)).toMatchObject(expected);
  });

  it('is not seen in another server of Go on its second port', async () => {
    const address = await freeAddress([MANAGEMENT]);
    const go = { status: 404, body: '404 page not found' };
    await using fake = await fakeHttp(() => go, { address, port: MANAGEMENT });
    expect(await ask(fake)).toMatchObject({ product: 'http', access: 'identified' });
  });
});
