import { describe, expect, it } from 'vitest';
import { startServer } from '../../lab/index.ts';
import { withServers } from '../../lab/testing.ts';
import { ask, type Asked } from '../../test/ask.ts';
import { fakeHttp, json, type FakeAnswer } from '../../test/fakes/http.ts';
import { looksAtRealServers } from '../../test/real-servers.ts';

const open = { protocol: 'http', access: 'open', plaintext: true, authMethods: ['none'] } as const;

looksAtRealServers('dockerd', {
  open: { ...open, product: 'docker', version: '20.10.24+dfsg1', grants: 'code-execution' },
  mtls: { access: 'tls-only', authMethods: ['client-certificate'] },
});

looksAtRealServers('traefik', {
  open: { ...open, product: 'traefik', version: '3.7.15', grants: 'metadata' },
  // The same realm stands before whatever else Traefik guards.
  password: { product: 'http', access: 'protected', authMethods: ['basic'] },
});

looksAtRealServers('envoy', {
  open: { ...open, product: 'envoy', version: '1.40.0', grants: 'admin' },
});

looksAtRealServers('rclone', {
  open: { ...open, product: 'rclone', version: '1.75.2', grants: 'admin' },
  // Nothing in it says who asks.
  password: { product: 'http', access: 'protected', authMethods: ['basic'] },
  half: { product: 'rclone', access: 'protected', grants: null },
});

looksAtRealServers('caddy', {
  open: { ...open, product: 'caddy', grants: 'admin' },
});

withServers('caddy')('Caddy called by a name that it does not expect', () => {
  it('is denied, which is no authentication', async () => {
    await using server = await startServer('caddy', 'open');
    const seen = await ask({ port: server.port, host: 'proxy.corp.example' });
    expect(seen).toMatchObject({ product: 'caddy', access: 'denied', grants: null });
    expect(JSON.stringify(seen.proof)).not.toContain('listen');
  });
});

type Pages = Readonly<Record<string, FakeAnswer>>;

async function looked(pages: Pages, otherwise: FakeAnswer, usual?: number): Promise<Asked> {
  const place = usual === undefined ? {} : { address: '127.44.13.1', port: usual };
  await using fake = await fakeHttp((path) => pages[path] ?? otherwise, place);
  const asked = await ask(fake);
  expect(asked.undeclared).toBe(0);
  expect(asked.connections).toBeLessThanOrEqual(usual === undefined ? 8 : 3);
  return asked;
}

const ENGINE = { 'Api-Version': '1.47', Ostype: 'linux', 'Docker-Experimental': 'false' };
const PODMAN = {
  'Api-Version': '1.41',
  'Libpod-Api-Version': '4.3.1',
  Server: 'Libpod/4.3.1 (linux)',
};
const NOWHERE = json({ message: 'page not found' }, 404);
const CONTAINER = json([{ Id: 'c0ffee', ImageID: 'sha256:1', Names: ['/canary'] }], 200, ENGINE);
const SETTINGS = { ID: 'x', Containers: 1, Driver: 'overlay2', OperatingSystem: 'Debian' };
/** What HAProxy says to what docker-socket-proxy was not told to let through. */
const FORBIDDEN: FakeAnswer = {
  status: 403,
  body: '<html><body><h1>403 Forbidden</h1>\nRequest forbidden by administrative rules.\n</body></html>\n',
};
const PING: FakeAnswer = { body: 'OK', headers: ENGINE };

describe('a proxy in front of the socket of Docker', () => {
  it.each([
    ['containers only: partial', { '/containers/json?limit=1': CONTAINER }, 'partial', 'metadata'],
    ['ping and version only: protected', {}, 'protected', null],
  ] as const)('that lets through %s', async (_, pages, access, grants) => {
    const seen = await looked({ '/_ping': PING, ...pages }, FORBIDDEN);
    expect(seen).toMatchObject({ product: 'docker', access, grants });
    expect(JSON.stringify(seen)).not.toContain('canary');
  });
});

describe('Docker in other states', () => {
  it('Podman keeps no id, and is not asked for one', async () => {
    const settings = json({ ...SETTINGS, ServerVersion: '4.3.1' }, 200, PODMAN);
    const seen = await looked(
      { '/_ping': { body: 'OK', headers: PODMAN }, '/info': settings },
      NOWHERE,
      2375,
    );
    expect(seen).toMatchObject({ product: 'docker', access: 'open', version: '4.3.1' });
    expect(seen.stableId).toBeUndefined();
  });

  it('that answers everything is a decoy', async () => {
    const all = json({ ...SETTINGS, message: 'page not found' }, 200, ENGINE);
    expect(await looked({ '/': NOWHERE }, all)).toMatchObject({ access: 'decoy' });
  });

  it('an empty list of containers is no proof', async () => {
    const seen = await looked({ '/_ping': PING, '/containers/json?limit=1': json([]) }, NOWHERE);
    expect(seen).toMatchObject({ product: 'docker', access: 'identified' });
  });
});

describe('what looks like one of them', () => {
  const shell: FakeAnswer = {
    body: '<!doctype html><div id=root></div>',
    headers: { Server: 'envoy' },
  };
  const bare: FakeAnswer = { status: 404, body: '404 page not found\n' };
  const section = (body: unknown): Pages => ({ '/': bare, '/config/admin': json(body) });

  it.each<[string, Pages, FakeAnswer]>([
    ['a page behind Envoy', {}, shell],
    [
      'a page that names Envoy and is not sent by it',
      { '/': { body: '<title>Envoy Admin</title>' } },
      bare,
    ],
    ['any server in Go', {}, bare],
    ['any server in Go, on Traefik’s path', { '/api/version': json({ Version: '1.0' }) }, bare],
    ['another API with a folder of that name', section({ users: ['canary'] }), bare],
    ['nothing in that folder', section({}), bare],
    ['HAProxy that refuses everything', {}, FORBIDDEN],
    [
      'a redirect to some dashboard',
      { '/': { status: 302, headers: { Location: '/dashboard/' } } },
      shell,
    ],
    [
      'a proxy that asks for credentials',
      {},
      { status: 401, headers: { 'WWW-Authenticate': 'Basic realm="traefik"' } },
    ],
  ])('%s', async (_, pages, otherwise) => {
    const seen = await looked(pages, otherwise);
    expect(seen.product).toBe('http');
    expect(['identified', 'protected']).toContain(seen.access);
    expect(JSON.stringify(seen)).not.toContain('canary');
  });
});
