import { describe, expect, it } from 'vitest';
import { ask } from '../../test/ask.ts';
import { fakeHttp, json, type FakeAnswer } from '../../test/fakes/http.ts';
import { looksAtRealServers } from '../../test/real-servers.ts';

const open = { protocol: 'http', access: 'open', plaintext: true, authMethods: ['none'] } as const;
const closed = {
  protocol: 'http',
  access: 'protected',
  authMethods: ['basic'],
  grants: null,
} as const;

looksAtRealServers(
  'prometheus',
  { open: { ...open, product: 'prometheus', version: '2.42.0+ds', grants: 'read' } },
  ({ proof }) => {
    expect(proof[1]?.answered).toMatch(/^HTTP 200, a count of \d+ series$/);
  },
);
looksAtRealServers('alertmanager', {
  open: { ...open, product: 'alertmanager', version: '0.25.0', grants: 'read-write' },
});
looksAtRealServers('node-exporter', {
  open: { ...open, product: 'node-exporter', version: '1.5.0', grants: 'metadata' },
});
looksAtRealServers('pushgateway', {
  open: { ...open, product: 'pushgateway', version: '1.5.1', grants: 'read-write' },
  password: { ...closed, product: 'http' },
});
looksAtRealServers('victoriametrics', {
  open: { ...open, product: 'victoriametrics', grants: 'read-write' },
  password: { ...closed, product: 'victoriametrics' },
});
// With accounts they are told by their usual port alone.
for (const product of ['prometheus', 'alertmanager', 'node-exporter'])
  looksAtRealServers(product, { password: closed }, (asked) => {
    expect(['http', product]).toContain(asked.product);
  });

const NOT_FOUND: FakeAnswer = { status: 404, body: '404 page not found\n' };
const VERSION = {
  version: '3.5.0',
  revision: '8be3a9560fbdd18a94dedec4b747c35178177202',
  branch: 'HEAD',
  buildUser: 'root@4451b64cb451',
  buildDate: '20250714-16:15:23',
  goVersion: 'go1.24.5',
};

async function look(pages: Readonly<Record<string, FakeAnswer>>, port?: number) {
  const place = port === undefined ? {} : { address: '127.44.21.1', port };
  await using fake = await fakeHttp((path) => pages[path] ?? NOT_FOUND, place);
  const asked = await ask(fake);
  expect(asked.undeclared).toBe(0);
  return asked;
}

describe('Prometheus in other versions and states', () => {
  const three = {
    '/': { status: 302, headers: { Location: '/query' } },
    '/version': json(VERSION),
  };

  it('3 that may be told to delete series', async () => {
    const flags = { 'config.file': 'p.yml', 'web.enable-admin-api': 'true' };
    const asked = await look({
      ...three,
      '/api/v1/status/flags': json({ status: 'success', data: flags }),
    });
    expect(asked).toMatchObject({ product: 'prometheus', version: '3.5.0', access: 'open' });
    expect(asked.grants).toBe('admin');
  });

  it('is only known where a proxy shuts its interface', async () => {
    expect(await look(three)).toMatchObject({ product: 'prometheus', access: 'identified' });
  });

  it('is not what redirects as it does, nor another refusal on its port', async () => {
    expect(await look({ '/': { status: 302, headers: { Location: '/graph' } } })).toMatchObject({
      product: 'http',
    });
    const refusal = {
      status: 401,
      headers: { 'WWW-Authenticate': 'Basic realm="x"' },
      body: 'Unauthorized\n',
    };
    expect(await look({ '/': refusal }, 9090)).toMatchObject({
      product: 'http',
      access: 'protected',
    });
  });
});

describe('pages with the titles of its kin', () => {
  it.each(['Alertmanager', 'Node Exporter', 'Prometheus Pushgateway'])(
    '%s alone is a page that anyone may read',
    async (title) => {
      const page = { headers: { 'Content-Type': 'text/html' }, body: `<title>${title}</title>` };
      await using fake = await fakeHttp(() => page);
      expect(await ask(fake)).toMatchObject({ product: 'http', access: 'identified' });
    },
  );
});
