import { expect, it } from 'vitest';
import { startServer, LAB_PASSWORD, LAB_USER } from '../../lab/index.ts';
import { makeNetwork } from '../../lab/namespace.ts';
import { run } from '../../lab/run.ts';
import { withNetworks, withServers } from '../../lab/testing.ts';
import { ask } from '../../test/ask.ts';
import { answerNoNames } from '../../test/fakes/no-names.ts';
import { relay } from '../../test/relay.ts';

const EXPECTED = [
  { state: 'open', access: 'protected', tls: false, plaintext: true },
  { state: 'anonymous', access: 'protected', tls: false, plaintext: true },
  { state: 'password', access: 'protected', tls: false, plaintext: true },
  { state: 'tls', access: 'protected', tls: true, plaintext: null },
  { state: 'ssl-available', access: 'protected', tls: true, plaintext: null },
  { state: 'source-denied', access: 'denied', tls: false, plaintext: true },
] as const;

withServers('mariadb')('a real MariaDB', () => {
  it.each(
    EXPECTED.flatMap((each) => (['usual', 'odd'] as const).map((port) => ({ ...each, port }))),
  )('$state on its $port port', async ({ state, port, access, tls, plaintext }) => {
    await using server = await startServer('mariadb', state, { port });
    const seen = await ask(server);
    expect(seen).toMatchObject({
      product: 'mariadb',
      protocol: 'mysql',
      access,
      plaintext,
      connections: 1,
      undeclared: 0,
    });
    expect(seen.tls?.offered ?? false).toBe(tls);
    expect(seen.tls?.certificate?.subject ?? '').toMatch(tls ? /CN=/ : /^$/);
    expect(seen.sent).toEqual(tls ? ['SSLRequest', 'TLS ClientHello'] : []);
    if (access === 'denied') expect(seen.seenAs).toBe('127.0.0.1');
    else expect(seen.version).toMatch(/^1\d\.\d+\.\d+$/);
  });

  it.each([
    { state: 'open', access: 'passwordless', grants: 'admin' },
    { state: 'anonymous', access: 'passwordless', grants: 'read' },
    { state: 'password', access: 'protected', grants: null },
    { state: 'tls', access: 'protected', grants: null },
  ])('$state, with leave for empty passwords', async ({ state, access, grants }) => {
    await using server = await startServer('mariadb', state);
    const seen = await ask({ ...server, accounts: 'empty' });
    expect(seen).toMatchObject({ access, grants, seenAs: '127.0.0.1', undeclared: 0 });
    const logIns = seen.sent.filter((line) => line.startsWith('HandshakeResponse41'));
    expect(logIns).toHaveLength(2);
    if (access !== 'protected') expect(seen.control.at(-1)?.answered).toBe('error 1045');
  });

  it('started without grant tables', async () => {
    const settings = { 'skip-grant-tables': '1', 'skip-networking': '0', 'init-file': '' };
    await using server = await startServer('mariadb', 'password', { settings });
    expect(await ask({ ...server, accounts: 'empty' })).toMatchObject({
      access: 'open',
      grants: 'admin',
    });
  });
});

withNetworks('mariadb')('a MariaDB that counts unfinished handshakes', () => {
  it('counts each look once, blocks us after six, and takes a log-in for a fresh start', async () => {
    await using network = await makeNetwork();
    using names = await answerNoNames(network.server.netns);
    void names;
    const { netns, address } = network.server;
    const settings = { 'performance-schema': 'ON' };
    await using server = await startServer('mariadb', 'max-errors', { netns, address, settings });
    const count = async (): Promise<number> => {
      const sql = `SELECT SUM_CONNECT_ERRORS FROM performance_schema.host_cache WHERE IP = '${network.client.address}'`;
      const client = [
        'mariadb',
        '-S',
        `${server.folder}/s`,
        `-u${LAB_USER}`,
        `-p${LAB_PASSWORD}`,
        '-BNe',
        sql,
      ];
      return Number(await run(client));
    };
    await using near = await relay(server, network.client.netns);
    const look = async (accounts?: 'empty') =>
      await ask({ port: near.port, ...(accounts && { accounts }) });

    let said = 0;
    for (let time = 0; time < 3; time += 1) {
      said += (await look()).unfinishedHandshakes ?? 0;
    }
    await expect.poll(count).toBe(3);
    expect(said).toBe(3);

    // A refused log-in is none of them, so that leave to log in costs nothing beyond the look.
    expect(await look('empty')).toMatchObject({
      access: 'protected',
      seenAs: network.client.address,
    });
    await expect.poll(count).toBe(4);

    const account = [`-u${LAB_USER}`, `-p${LAB_PASSWORD}`, '--skip-ssl', '-e', 'SELECT 1'];
    await network.exec('client', ['mariadb', '-h', address, '-P', String(server.port), ...account]);
    await expect.poll(count).toBe(0);

    for (let time = 1; time <= 5; time += 1) {
      expect((await look()).access).toBe('protected');
      await expect.poll(count).toBe(time);
    }
    const blocked = await look();
    expect(blocked).toMatchObject({ access: 'unknown', product: 'mariadb' });
    expect(blocked.reason).toContain('1129');
  });
});
