import { describe, expect, it } from 'vitest';
import { ask } from '../../test/ask.ts';
import { fakeHttp, json, type FakeAnswer } from '../../test/fakes/http.ts';
import { looksAtRealServers } from '../../test/real-servers.ts';

const base = { product: 'influxdb', protocol: 'http', plaintext: true } as const;
const old = { ...base, version: '1.6.7~rc0' } as const;

looksAtRealServers('influxdb', {
  open: { ...old, access: 'open', grants: 'admin', authMethods: ['none'] },
  password: { ...old, access: 'protected', grants: null, authMethods: ['basic'] },
  unclaimed: { ...old, access: 'unclaimed', grants: 'admin', authMethods: [] },
});

type Pages = Readonly<Record<string, FakeAnswer>>;

async function look(pages: Pages, headers: Readonly<Record<string, string>>, port?: number) {
  const place = port === undefined ? {} : { address: '127.44.21.2', port };
  await using fake = await fakeHttp((path) => {
    const page = pages[path] ?? { status: 404, body: '404 page not found\n' };
    return { ...page, headers: { ...headers, ...page.headers } };
  }, place);
  const asked = await ask(fake);
  expect(asked.undeclared).toBe(0);
  return asked;
}

const TWO = { 'X-Influxdb-Build': 'OSS', 'X-Influxdb-Version': 'v2.7.12' };
const APP: FakeAnswer = {
  headers: { 'Content-Type': 'text/html' },
  body: '<title>InfluxDB</title>',
};

describe('InfluxDB 2, as its documentation says', () => {
  it('without a first user', async () => {
    const pages = { '/': APP, '/api/v2/setup': json({ allowed: true }) };
    expect(await look(pages, TWO)).toMatchObject({
      ...base,
      version: '2.7.12',
      access: 'unclaimed',
    });
  });

  it('with a token wanted', async () => {
    const pages = {
      '/': APP,
      '/api/v2/setup': json({ allowed: false }),
      '/api/v2/buckets?limit=1': json(
        { code: 'unauthorized', message: 'unauthorized access' },
        401,
      ),
    };
    expect(await look(pages, TWO)).toMatchObject({ ...base, access: 'protected' });
  });

  it('with a proxy that shows a token for everybody', async () => {
    const pages = {
      '/': APP,
      '/api/v2/setup': json({ allowed: false }),
      '/api/v2/buckets?limit=1': json({ buckets: [{ name: 'lab' }] }),
    };
    expect(await look(pages, TWO)).toMatchObject({ ...base, access: 'open', grants: 'read-write' });
  });
});

describe('InfluxDB 3, as its documentation says', () => {
  const PING = json({ version: '3.4.0', revision: 'abc', process_id: 'x' }, 200, {
    'X-Influxdb-Build': 'Core',
    'X-Influxdb-Version': '3.4.0',
  });
  const DATABASES = '/api/v3/configure/database?format=json';

  it('without authorization', async () => {
    const pages = { '/ping': PING, [DATABASES]: json([{ 'iox::database': '_internal' }]) };
    expect(await look(pages, {}, 8181)).toMatchObject({
      ...base,
      version: '3.4.0',
      access: 'open',
      connections: 1,
    });
  });

  it('that lets anybody ping, and wants a token for the rest', async () => {
    const pages = { '/ping': PING, [DATABASES]: { status: 401 } };
    expect(await look(pages, {}, 8181)).toMatchObject({ ...base, access: 'protected' });
  });
});

describe('what looks like InfluxDB', () => {
  it('and gives its answer everywhere is a decoy', async () => {
    const answer = json({ results: [{ series: [{ name: 'databases', columns: ['name'] }] }] });
    await using fake = await fakeHttp(() => ({
      ...answer,
      headers: { 'X-Influxdb-Version': '1.8.0' },
    }));
    expect(await ask(fake)).toMatchObject({ access: 'decoy' });
  });

  it('and has nothing at its root is not guessed at elsewhere than on its port', async () => {
    const asked = await look({}, {});
    expect(asked).toMatchObject({ product: 'http', access: 'identified' });
    expect(asked.sent.join()).not.toContain('/ping');
  });
});
