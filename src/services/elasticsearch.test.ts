import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { ask } from '../../test/ask.ts';
import {
  fakeHttp,
  json,
  serveHttp,
  type FakeAnswer,
  type FakePages,
} from '../../test/fakes/http.ts';
import { listen } from '../../test/fakes/listen.ts';
import { startServer } from '../../lab/index.ts';
import { freeAddress } from '../../lab/ports.ts';
import { withServers } from '../../lab/testing.ts';
import { looksAtRealServers } from '../../test/real-servers.ts';

const base = { product: 'elasticsearch', protocol: 'http' } as const;
const open = {
  ...base,
  access: 'open',
  grants: 'admin',
  authMethods: ['none'],
  plaintext: true,
} as const;
const uuid = expect.stringMatching(/^[\w-]{22}$/) as string;

looksAtRealServers(
  'elasticsearch',
  {
    open: { ...open, version: '6.8.23', stableId: uuid },
    password: { ...base, access: 'protected', version: null, authMethods: ['basic'] },
    tls: {
      ...base,
      access: 'protected',
      plaintext: false,
      authMethods: ['bearer', 'other', 'basic'],
    },
    anonymous: {
      ...base,
      access: 'partial',
      version: '6.8.23',
      grants: 'metadata',
      stableId: uuid,
    },
  },
  ({ access, control, proof }) => {
    if (access === 'open')
      expect(control).toEqual([
        expect.objectContaining({ answered: 'HTTP 404, index_not_found_exception' }),
      ]);
    expect(JSON.stringify(proof)).not.toContain('customers');
  },
);

withServers('elasticsearch')('accounts of a real elasticsearch', () => {
  it.each([
    ['default-password', 'default-password'],
    ['password', 'protected'],
  ])('in state %s', async (state, access) => {
    await using server = await startServer('elasticsearch', state);
    const { address, port } = server;
    const asked = await ask({ address, port, accounts: 'default', inventory: 'sample' });
    expect(asked.access).toBe(access);
    expect(asked.undeclared).toBe(0);
    expect(JSON.stringify(asked)).not.toMatch(/changeme|s3cret|Basic ZWxhc/);
    if (access === 'protected') return;
    const names = asked.inventory?.items.map(({ name }) => name);
    expect(names).toContain('customers');
    expect(asked.control.at(-1)).toEqual({
      asked: 'the same under a random name',
      answered: 'HTTP 401',
    });
  });
});

looksAtRealServers('elasticsearch-7', { open: { ...open, version: '7.17.29', stableId: uuid } });

looksAtRealServers(
  'elasticsearch-8',
  { open: { ...open, version: '8.6.2', stableId: uuid } },
  undefined,
  [],
);

/** As 8.x answers. */
const PRODUCT = { 'X-elastic-product': 'Elasticsearch' };
const ROOT = json(
  {
    name: 'n1',
    cluster_name: 'c',
    cluster_uuid: 'hJSNfWDZSOCXEpype8oVDw',
    version: { number: '8.15.3', build_flavor: 'default' },
    tagline: 'You Know, for Search',
  },
  200,
  PRODUCT,
);
const MISSING = json(
  { error: { type: 'index_not_found_exception', reason: 'no such index [x]' }, status: 404 },
  404,
  PRODUCT,
);
const FORBIDDEN = json(
  {
    error: {
      type: 'security_exception',
      reason: 'action [x] is unauthorized for user [_anonymous]',
    },
    status: 403,
  },
  403,
  PRODUCT,
);
const NODES = json([{ version: '8.15.3' }], 200, PRODUCT);
const NO_HANDLER = json(
  { error: 'no handler found for uri [/_security/_authenticate] and method [GET]' },
  400,
  PRODUCT,
);

interface Pages {
  readonly root?: FakeAnswer;
  readonly indices?: FakeAnswer;
  readonly nodes?: FakeAnswer;
  readonly missing?: FakeAnswer;
  readonly who?: FakeAnswer;
}

function cluster({
  root = ROOT,
  indices = json([], 200, PRODUCT),
  nodes = NODES,
  missing = MISSING,
  who = NO_HANDLER,
}: Pages): FakePages {
  return (path) => {
    if (path === '/') return root;
    if (path.startsWith('/_cat/indices?')) return indices;
    if (path.startsWith('/_cat/nodes?')) return nodes;
    return path === '/_security/_authenticate' ? who : missing;
  };
}

describe('Elasticsearch as it answers in other versions and states', () => {
  const look = async (pages: FakePages) => {
    await using fake = await fakeHttp(pages);
    const asked = await ask(fake);
    expect(asked.undeclared).toBe(0);
    return asked;
  };

  it('without an index it is open by its nodes', async () => {
    expect(await look(cluster({}))).toMatchObject({
      ...open,
      version: '8.15.3',
      stableId: 'hJSNfWDZSOCXEpype8oVDw',
    });
  });

  it('warns by itself since 7.13', async () => {
    const warning =
      '299 Elasticsearch-7.13.0-x "Elasticsearch built-in security features are not enabled. Without authentication, your cluster could be accessible to anyone."';
    const asked = await look(
      cluster({ indices: json([{ index: 'a' }], 200, { ...PRODUCT, Warning: warning }) }),
    );
    expect(asked.reason).toContain('it warns that security is not enabled');
  });

  it('8.x asks for credentials with several schemes', async () => {
    const refusal = json(
      {
        error: {
          type: 'security_exception',
          reason: 'missing authentication credentials for REST request [/]',
        },
        status: 401,
      },
      401,
      {
        'WWW-Authenticate':
          'Basic realm="security", charset="UTF-8", Bearer realm="security", ApiKey',
      },
    );
    expect(await look(() => refusal)).toMatchObject({
      ...base,
      access: 'protected',
      authMethods: ['basic', 'bearer', 'other'],
    });
  });

  it('a banner that is let pass before a closed store is no access', async () => {
    const refusal = json({ error: { type: 'security_exception' }, status: 401 }, 401);
    expect(
      await look(cluster({ indices: refusal, nodes: refusal, missing: refusal })),
    ).toMatchObject({ access: 'protected', grants: null });
  });

  it('an anonymous role that may list and not read is partial', async () => {
    expect(
      await look(cluster({ indices: json([{ index: 'a' }]), missing: FORBIDDEN })),
    ).toMatchObject({ access: 'partial', grants: 'metadata' });
    expect(
      await look(cluster({ indices: FORBIDDEN, nodes: FORBIDDEN, missing: FORBIDDEN })),
    ).toMatchObject({ access: 'partial' });
  });

  it('an anonymous user who may read everything is open, for reading', async () => {
    const who = json({ username: '_anonymous', authentication_realm: { name: '__anonymous' } });
    expect(await look(cluster({ indices: json([{ index: 'a' }]), who }))).toMatchObject({
      access: 'open',
      grants: 'read',
    });
  });

  it('a list of indices that is too long to read is counted as far as it came', async () => {
    const rows = Array.from({ length: 4000 }, (_, index) => ({
      index: `logs-${index}`,
      'docs.count': '1',
      'store.size': '1',
    }));
    const asked = await look(cluster({ indices: json(rows) }));
    expect(asked).toMatchObject({ access: 'open' });
    expect(asked.proof[1]?.answered).toMatch(/^HTTP 200, a list of \d{4} or more indices$/);
  });

  it('that knows every index is a decoy', async () => {
    expect(await look(() => ROOT)).toMatchObject({ access: 'decoy' });
    expect(
      await look(cluster({ indices: json([{ index: 'a' }]), missing: json({ count: 0 }) })),
    ).toMatchObject({ access: 'decoy' });
    expect(await look(cluster({ missing: { status: 404, body: 'Not Found' } }))).toMatchObject({
      access: 'decoy',
    });
  });

  it('without room gives no verdict', async () => {
    expect(
      await look(cluster({ indices: { status: 429, headers: PRODUCT, body: '' } })),
    ).toMatchObject({ ...base, access: 'unknown' });
  });

  it('costs one connection on its own port', async () => {
    await using fake = await fakeHttp(cluster({}), { address: '127.44.12.2', port: 9200 });
    expect(await ask(fake)).toMatchObject({ access: 'open', connections: 1 });
  });
});

describe('An open Elasticsearch that answers in odd ways', () => {
  /** Slower than a guess is waited for, and as slow as a busy cluster may be. */
  const SLOW = 1400;
  const banner = { name: 'a', version: { number: '8.6.2' }, tagline: 'You Know, for Search' };
  const pages = (path: string): FakeAnswer => {
    if (path === '/') return json(banner);
    if (path.startsWith('/_cat/indices')) return json([{ index: 'users' }]);
    if (path.startsWith('/_cat/nodes')) return json([{ version: '8.6.2' }]);
    const type = 'index_not_found_exception';
    return json({ error: { type } }, path.endsWith('_count') ? 404 : 400);
  };

  it('late at its usual port, it is waited for', async () => {
    const address = await freeAddress([9200]);
    let late = 0;
    const serve = (socket: Socket): void => {
      socket.pause();
      setTimeout(() => {
        late += 1;
        serveHttp(socket, pages);
        socket.resume();
      }, SLOW);
    };
    await using fake = await listen(serve, { address, port: 9200 });
    expect(await ask(fake)).toMatchObject({ product: 'elasticsearch', access: 'open' });
    expect(late).toBeGreaterThan(0);
  });

  it('behind a byte order mark, it is read', async () => {
    await using fake = await fakeHttp((path) => {
      const answer = pages(path);
      return { ...answer, body: `\uFEFF${String(answer.body)}` };
    });
    expect(await ask(fake)).toMatchObject({ product: 'elasticsearch', access: 'open' });
  });

  it('a refusal in words that are not its own is that of a proxy', async () => {
    await using fake = await fakeHttp((path) =>
      path === '/' ? pages(path) : { status: 403, body: '<h1>403 Forbidden</h1>' },
    );
    expect(await ask(fake)).toMatchObject({ product: 'elasticsearch', access: 'protected' });
  });
});
