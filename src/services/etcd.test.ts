import { describe, expect, it } from 'vitest';
import { ask } from '../../test/ask.ts';
import { fakeHttp, json, type FakeAnswer, type FakePages } from '../../test/fakes/http.ts';
import { looksAtRealServers } from '../../test/real-servers.ts';

const base = { product: 'etcd', protocol: 'http', version: '3.4.23', plaintext: true } as const;
const open = { ...base, access: 'open', grants: 'read-write', authMethods: ['none'] } as const;

looksAtRealServers(
  'etcd',
  {
    open,
    password: { ...base, access: 'protected', grants: null, authMethods: ['password'] },
    tls: { ...open, plaintext: false },
    mtls: {
      product: null,
      access: 'tls-only',
      plaintext: false,
      authMethods: ['client-certificate'],
    },
    'v2-open': open,
    'v2-password': { ...base, access: 'protected' },
    'v2-forgotten': {
      ...open,
      reason:
        'It lists its keys to a stranger over its v2 interface, though v3 asks for a user name.',
    },
  },
  ({ access, control, proof }) => {
    if (access !== 'open') return;
    expect(control).toEqual([expect.objectContaining({ answered: 'HTTP 404' })]);
    // What lies in the store of the lab is a name and no answer's kind.
    expect(JSON.stringify(proof)).not.toMatch(/api-key|YXBp|\/app/);
  },
);

looksAtRealServers(
  'etcd-3.5',
  {
    open: { ...open, version: '3.5.1' },
    password: { ...base, version: '3.5.1', access: 'protected', authMethods: ['password'] },
    'v2-forgotten': { ...open, version: '3.5.1' },
  },
  undefined,
  ['password'],
);

const NOT_FOUND: FakeAnswer = { status: 404, body: '404 page not found\n' };
const HEADER = {
  cluster_id: '14841639068965178418',
  member_id: '10276657743932975437',
  revision: '1',
  raft_term: '2',
};
const EMPTY_NAME = 'etcdserver: user name is empty';

/** Pages by `METHOD /path`; what is not among them is not found. */
function etcd(version: string, pages: Readonly<Record<string, FakeAnswer>>): FakePages {
  const all: Readonly<Record<string, FakeAnswer>> = {
    'GET /version': json({ etcdserver: version, etcdcluster: version }),
    ...pages,
  };
  return (path, method) => all[`${method} ${path}`] ?? NOT_FOUND;
}

describe('etcd as it answers in other versions and states', () => {
  it.each([
    ['3.2.32', 'v3alpha'],
    ['3.3.27', 'v3beta'],
    ['3.5.16', 'v3'],
  ])('%s has its gateway at /%s', async (version, prefix) => {
    await using fake = await fakeHttp(
      etcd(version, {
        [`POST /${prefix}/kv/range`]: json({ header: HEADER, kvs: [{ key: 'bGFi' }], count: '1' }),
      }),
    );
    expect(await ask(fake)).toMatchObject({
      access: 'open',
      version,
      grants: 'read-write',
      undeclared: 0,
    });
  });

  it('3.6 refuses without the field "error"', async () => {
    await using fake = await fakeHttp(
      etcd('3.6.8', {
        'POST /v3/kv/range': json({ code: 3, message: EMPTY_NAME, details: [] }, 400),
      }),
    );
    expect(await ask(fake)).toMatchObject({ access: 'protected', version: '3.6.8' });
  });

  it('an empty store is open only where a second protected read is', async () => {
    const empty = { 'POST /v3/kv/range': json({ header: HEADER }) };
    await using taking = await fakeHttp(
      etcd('3.5.16', { ...empty, 'POST /v3/auth/user/list': json({ header: HEADER }) }),
    );
    expect(await ask(taking)).toMatchObject({
      access: 'open',
      reason: 'It holds no key, and takes requests from a stranger.',
    });
    await using refusing = await fakeHttp(
      etcd('3.5.16', {
        ...empty,
        'POST /v3/auth/user/list': json({ code: 3, message: EMPTY_NAME }, 400),
      }),
    );
    expect(await ask(refusing)).toMatchObject({ access: 'protected' });
  });

  it('the store of a Kubernetes cluster gives the whole cluster away, and its key names are not kept', async () => {
    const key = Buffer.from('/registry/secrets/default/canary').toString('base64');
    await using fake = await fakeHttp(
      etcd('3.5.16', {
        'POST /v3/kv/range': json({ header: HEADER, kvs: [{ key }], count: '900' }),
      }),
    );
    const asked = await ask(fake);
    expect(asked).toMatchObject({ access: 'open', grants: 'admin', says: { keys: 'kubernetes' } });
    expect(JSON.stringify(asked)).not.toContain('canary');
  });

  it('2.3 has only its v2 keys, with an error of its own for strangers', async () => {
    const missing = { errorCode: 100, message: 'Key not found', cause: '/x', index: 8 };
    const folder = json({
      action: 'get',
      node: { dir: true, nodes: [{ key: '/registry', dir: true }] },
    });
    const pages = etcd('2.3.8', { 'GET /v2/keys/': folder });
    await using taking = await fakeHttp((path, method, body) =>
      path.startsWith('/v2/keys/nl') ? json(missing, 404) : pages(path, method, body),
    );
    expect(await ask(taking)).toMatchObject({ access: 'open', version: '2.3.8', grants: 'admin' });
    await using refusing = await fakeHttp(
      etcd('2.3.8', {
        'GET /v2/keys/': json(
          { errorCode: 110, message: 'The request requires user authentication' },
          401,
        ),
      }),
    );
    expect(await ask(refusing)).toMatchObject({ access: 'protected' });
  });

  it('without the gateway it is only known', async () => {
    await using fake = await fakeHttp(etcd('3.5.16', {}));
    expect(await ask(fake)).toMatchObject({ product: 'etcd', access: 'identified', grants: null });
  });

  it('that answers a method which does not exist is a decoy', async () => {
    await using fake = await fakeHttp((path) =>
      path === '/version'
        ? json({ etcdserver: '3.5.0', etcdcluster: '3.5.0' })
        : json({ header: HEADER, kvs: [{ key: 'bGFi' }] }),
    );
    expect(await ask(fake)).toMatchObject({ access: 'decoy' });
  });

  it('costs one connection on its own port', async () => {
    const pages = etcd('3.5.16', {
      'POST /v3/kv/range': json({ header: HEADER, kvs: [{ key: 'bGFi' }] }),
    });
    await using fake = await fakeHttp(pages, { address: '127.44.12.1', port: 2379 });
    expect(await ask(fake)).toMatchObject({ access: 'open', connections: 1 });
  });
});
