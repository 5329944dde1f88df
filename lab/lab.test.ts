import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { certificate } from './certificates.ts';
import { ask, dial, secure } from './dial.ts';
import {
  LAB_PASSWORD,
  LAB_USER,
  type LabServer,
  labProducts,
  missing,
  startServer,
} from './index.ts';
import { makeNetwork } from './namespace.ts';
import { withNetworks, withServers } from './testing.ts';

async function say(server: LabServer, words: string): Promise<string> {
  return (await ask(dial(server.address, server.port), words)).toString();
}

async function saySecurely(server: LabServer, words: string): Promise<string> {
  return (await ask(secure(dial(server.address, server.port)), words)).toString();
}

const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}`);

describe('the list of products', () => {
  it('names each product and state once', () => {
    const names = labProducts().flatMap(({ id, states }) =>
      states.map((state) => `${id} ${state}`),
    );
    expect(new Set(names).size).toBe(names.length);
    expect(labProducts().every(({ states }) => states.length > 0)).toBe(true);
  });

  it('refuses what it does not know, before anything is started', async () => {
    expect(() => missing('oracle')).toThrow(/has no oracle/);
    await expect(startServer('oracle', 'open')).rejects.toThrow(/has no oracle/);
    await expect(startServer('redis', 'ajar')).rejects.toThrow(/no such state/);
    await expect(startServer('redis', 'protected-mode')).rejects.toThrow(/namespace/);
  });
});

withServers('redis')('redis in the lab', () => {
  it('is open', async () => {
    await using server = await startServer('redis', 'open');
    expect(await say(server, 'PING\r\n')).toBe('+PONG\r\n');
    expect(await say(server, 'DBSIZE\r\n')).toBe(':3\r\n');
  });

  it('asks for the password, and takes it', async () => {
    await using server = await startServer('redis', 'password');
    expect(await say(server, 'PING\r\n')).toBe('-NOAUTH Authentication required.\r\n');
    expect(await say(server, `AUTH ${LAB_PASSWORD}\r\n`)).toBe('+OK\r\n');
  });

  it('lets the default user of an access list do little', async () => {
    await using server = await startServer('redis', 'acl');
    expect(await say(server, 'PING\r\n')).toBe('+PONG\r\n');
    expect(await say(server, 'INFO\r\n')).toMatch(/^-NOPERM/);
  });

  it('has no INFO where it is renamed', async () => {
    await using server = await startServer('redis', 'renamed');
    expect(await say(server, 'INFO\r\n')).toMatch(/^-ERR unknown command/);
  });

  it('speaks TLS, with and without a password', async () => {
    await using open = await startServer('redis', 'tls');
    await using guarded = await startServer('redis', 'tls-password');
    expect(await saySecurely(open, 'PING\r\n')).toBe('+PONG\r\n');
    expect(await saySecurely(guarded, 'PING\r\n')).toMatch(/^-NOAUTH/);
  });

  it('wants a certificate of the client', async () => {
    await using server = await startServer('redis', 'mtls');
    const known = secure(dial(server.address, server.port), await certificate('client'));
    expect((await ask(known, 'PING\r\n')).toString()).toBe('+PONG\r\n');
    const unknown = ask(secure(dial(server.address, server.port)), 'PING\r\n');
    await expect(unknown.then(String)).rejects.toThrow(/certificate required|ECONNRESET|EPIPE/);
  });

  it('stands on its usual port, on an address that is not 127.0.0.1', async () => {
    await using server = await startServer('redis', 'open', { port: 'usual' });
    expect(server.port).toBe(6379);
    expect(server.address).toMatch(/^127\./);
    expect(server.address).not.toBe('127.0.0.1');
    expect(await say(server, 'PING\r\n')).toBe('+PONG\r\n');
  });

  it('is gone when it is stopped, and its folder with it', async () => {
    const server = await startServer('redis', 'open');
    expect(isAlive(server.pid)).toBe(true);
    expect(await readFile(join(server.folder, 'server.log'), 'utf8')).toContain('Ready to accept');
    await server.stop();
    await server.stop();
    expect(isAlive(server.pid)).toBe(false);
    expect(existsSync(server.folder)).toBe(false);
  });

  it('says what the server said when it cannot start', async () => {
    const starting = startServer('redis', 'open', { settings: { 'no-such-setting': '1' } });
    await expect(starting).rejects.toThrow(/no-such-setting/);
  });
});

withServers('memcached')('memcached in the lab', () => {
  it('is open, and holds an item', async () => {
    await using server = await startServer('memcached', 'open');
    expect(await say(server, 'version\r\n')).toMatch(/^VERSION /);
    expect(await say(server, 'get session:1001\r\n')).toMatch(/^VALUE session:1001 0 17\r\n/);
  });

  it('asks for a log-in in the text protocol', async () => {
    await using server = await startServer('memcached', 'password');
    expect(await say(server, 'version\r\n')).toMatch(/^CLIENT_ERROR unauthenticated/);
    const account = `${LAB_USER} ${LAB_PASSWORD}`;
    const login = `set login 0 0 ${account.length}\r\n${account}\r\n`;
    expect(await say(server, login)).toBe('STORED\r\n');
  });

  it('closes on text where it wants SASL', async () => {
    await using server = await startServer('memcached', 'sasl');
    // It waits for the 24 bytes of a binary header before it looks at the first of them.
    const begun = performance.now();
    expect(await say(server, 'version\r\n'.repeat(3))).toBe('');
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  it('speaks TLS', async () => {
    await using server = await startServer('memcached', 'tls');
    expect(await saySecurely(server, 'version\r\n')).toMatch(/^VERSION /);
  });
});

withNetworks('redis')('a network of its own', () => {
  it('shows protected mode, which loopback never sees', async () => {
    await using network = await makeNetwork();
    const { netns, address } = network.server;
    await using server = await startServer('redis', 'protected-mode', { netns, address });
    const ping = async (from: string): Promise<string> =>
      (await ask(dial(address, server.port, from), 'PING\r\n')).toString();
    expect(await ping(network.client.netns)).toMatch(/^-DENIED/);
  });

  it('drops what it is told to drop, and nothing else', async () => {
    await using network = await makeNetwork();
    const { netns, address } = network.server;
    await using server = await startServer('redis', 'open', { netns, address });
    const from = network.client.netns;
    expect((await ask(dial(address, server.port, from), 'PING\r\n')).toString()).toBe('+PONG\r\n');
    await network.drop(server.port);
    expect((await ask(dial(address, server.port, from), 'PING\r\n', undefined, 500)).length).toBe(
      0,
    );
  });

  it('leaves nothing behind', async () => {
    const network = await makeNetwork();
    expect(await network.exec('client', ['ip', '-brief', 'address'])).toContain('203.0.113.20');
    expect(existsSync(`/run/netns/${network.server.netns}`)).toBe(true);
    await network[Symbol.asyncDispose]();
    expect(existsSync(`/run/netns/${network.server.netns}`)).toBe(false);
    expect(existsSync(`/run/netns/${network.client.netns}`)).toBe(false);
  });
});
