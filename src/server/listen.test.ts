import { request, type RequestOptions } from 'node:https';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { certificate } from '../../lab/certificates.ts';
import { nightlatch } from '../../test/run-cli.ts';
import { serverFixture, type ServerFixture } from '../../test/server-fixture.ts';
import { ServerConfig } from '../model/server-config.ts';
import { appOf } from './app.ts';
import { listen, planListening, type Listening } from './listen.ts';

let server: ServerFixture;
let listening: Listening | undefined;
beforeEach(async () => {
  server = await serverFixture();
});
afterEach(async () => {
  await listening?.close();
  listening = undefined;
  await server[Symbol.asyncDispose]();
});

const configOf = (facts: object): ServerConfig => ServerConfig.parse(facts);

async function open(facts: object, wanted = '127.0.0.1:0'): Promise<Listening> {
  listening = await listen(planListening(configOf(facts), wanted), (own) =>
    appOf({
      facts: server.facts,
      own,
      pages: undefined,
      onError: (error) => server.errors.push(error),
    }),
  );
  return listening;
}

describe('where it listens', () => {
  it('is loopback, unless TLS or a proxy stands in the configuration', () => {
    expect(planListening(configOf({}), undefined)).toMatchObject({
      address: '127.0.0.1',
      port: 8480,
    });
    expect(planListening(configOf({}), '[::1]:1')).toMatchObject({ address: '::1', port: 1 });
    const tls = { cert_file: 'c', key_file: 'k' };
    const proxy = { url: 'https://n.example', from: ['10.0.0.2'] };
    for (const refused of [
      '0.0.0.0:8480',
      '10.0.0.1:8480',
      '[::]:8480',
      '8480',
      'localhost:1',
      '127.0.0.1:99999',
    ])
      expect(() => planListening(configOf({}), refused)).toThrow(/--listen/);
    expect(() => planListening(configOf({ tls }), '0.0.0.0:8480')).toThrow(/hosts/);
    planListening(configOf({ tls, hosts: ['n.example'] }), '0.0.0.0:8480');
    planListening(configOf({ tls }), '10.0.0.1:8480');
    planListening(configOf({ behind_proxy: proxy }), '0.0.0.0:8480');
    expect(() => configOf({ behind_proxy: { ...proxy, url: 'http://n.example' } })).toThrow(/url/);
  });

  it('is told where it cannot be', async () => {
    const { port } = await open({});
    const plan = planListening(configOf({}), `127.0.0.1:${port}`);
    await expect(listen(plan, () => server.app)).rejects.toThrow(/EADDRINUSE/);
    const tls = { cert_file: '/none', key_file: '/none' };
    const other = planListening(configOf({ tls }), '127.0.0.1:0');
    await expect(listen(other, () => server.app)).rejects.toThrow(/ENOENT/);
  });
});

describe('our own port', () => {
  it('is protected, says nightlatch audit, which hands its run in', async () => {
    server.now = new Date();
    await server.account('robot', 'operator');
    const token = await server.token('robot', 'operator', ['submit']);
    const { url, port } = await open({});
    const ran = await nightlatch(
      ['audit', `127.0.0.1:${port}`, '--format', 'json', '--submit', url, '--submit-as', 'own'],
      { env: { NIGHTLATCH_TOKEN: token['Authorization']?.replace('Bearer ', '') ?? '' } },
    );
    expect([ran.code, ran.err]).toEqual([0, '']);
    const seen = JSON.parse(ran.out) as { observations: unknown[]; findings: unknown[] };
    expect(seen.observations).toMatchObject([{ access: 'protected', authMethods: ['bearer'] }]);
    expect(seen.findings).toEqual([]);
    const [run] = await server.store.runs.latest(1);
    expect(run).toMatchObject({ entry: 'submitted.own', endpoints: 1 });
    expect(server.errors).toEqual([]);
  });

  it('takes no run without a token, and says so before anything is looked at', async () => {
    const { url } = await open({});
    const none = await nightlatch(['audit', '127.0.0.1:1', '--submit', url]);
    expect([none.code, none.err]).toEqual([2, expect.stringContaining('NIGHTLATCH_TOKEN')]);
    const wrong = await nightlatch(['audit', '127.0.0.1:1', '--submit', url, '--token-stdin'], {
      input: `nlt_${'A'.repeat(43)}\n`,
    });
    expect([wrong.code, wrong.err]).toEqual([3, expect.stringContaining('HTTP 401')]);
  });
});

describe('behind a proxy', () => {
  const config = { behind_proxy: { url: 'https://n.example', from: ['127.0.0.1'] } };
  const ask = async (port: number, headers: Record<string, string>): Promise<number> => {
    const { request: plain } = await import('node:http');
    return new Promise((resolve, reject) => {
      plain({ host: '127.0.0.1', port, path: '/api/v1/me', headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on('error', reject)
        .end();
    });
  };

  it('it goes by its public name, and counts by the address that the proxy saw', async () => {
    const { port, url } = await open(config);
    expect(url).toBe('https://n.example');
    expect(await ask(port, { Host: 'n.example' })).toBe(401);
    expect(await ask(port, { Host: `127.0.0.1:${port}` })).toBe(421);
    const statuses: number[] = [];
    for (let count = 0; count < 301; count += 1)
      statuses.push(await ask(port, { Host: 'n.example', 'X-Forwarded-For': 'a, 192.0.2.1' }));
    expect(statuses.at(-1)).toBe(429);
    expect(await ask(port, { Host: 'n.example', 'X-Forwarded-For': '192.0.2.1, 192.0.2.2' })).toBe(
      401,
    );
  });

  it('nobody else is answered', async () => {
    const { port } = await open({ behind_proxy: { ...config.behind_proxy, from: ['10.9.9.9'] } });
    expect(await ask(port, { Host: 'n.example' })).toBe(403);
  });
});

describe('over TLS', () => {
  it('it answers under its names, and its cookie never leaves TLS', async () => {
    const { cert: cert_file, key: key_file } = await certificate('self-signed');
    await server.account('ann', 'viewer');
    const { port } = await open({ tls: { cert_file, key_file }, hosts: ['n.example'] });
    const body = JSON.stringify({ name: 'ann', password: 'correct horse battery staple' });
    const answer = await new Promise<{ status: number; cookie: string; hsts: string }>(
      (resolve, reject) => {
        const options: RequestOptions = {
          host: '127.0.0.1',
          port,
          path: '/api/v1/session',
          method: 'POST',
          rejectUnauthorized: false,
          headers: {
            Host: `n.example:${port}`,
            'Content-Type': 'application/json',
            'X-Nightlatch': '1',
          },
        };
        request(options, ({ statusCode = 0, headers }) => {
          resolve({
            status: statusCode,
            cookie: headers['set-cookie']?.[0] ?? '',
            hsts: headers['strict-transport-security'] ?? '',
          });
        })
          .on('error', reject)
          .end(body);
      },
    );
    expect(answer.status).toBe(200);
    expect(answer.cookie).toMatch(/^__Host-nightlatch=.*; Secure$/);
    expect(answer.hsts).toContain('max-age');
  });
});
