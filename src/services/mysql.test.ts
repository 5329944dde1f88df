import { describe, expect, it } from 'vitest';
import { ask, type Asked } from '../../test/ask.ts';
import {
  authSwitch,
  failure,
  fakeMysql,
  greeting,
  GREETING_9,
  OK,
  packet,
  resultOf,
  type MysqlScript,
} from '../../test/fakes/mysql.ts';
import type { Dialogue } from '../protocols/line.ts';
import { tryMysqlAccounts } from './mysql/accounts.ts';
import { look } from './service.ts';

describe('a greeting', () => {
  it.each([
    {
      text: '8.0.36-0ubuntu0.22.04.1',
      plugin: 'caching_sha2_password',
      product: 'mysql',
      version: '8.0.36',
      method: 'sha2-challenge',
    },
    {
      text: '5.7.44-48-log',
      plugin: 'mysql_native_password',
      product: 'mysql',
      version: '5.7.44',
      method: 'sha1-challenge',
    },
    {
      text: '5.5.5-10.3.39-MariaDB-log',
      plugin: 'mysql_native_password',
      product: 'mariadb',
      version: '10.3.39',
      method: 'sha1-challenge',
    },
    {
      text: '8.0.11-TiDB-v7.5.1',
      plugin: 'mysql_native_password',
      product: 'tidb',
      version: '7.5.1',
      method: 'sha1-challenge',
    },
    {
      text: '24.8.4.13-ClickHouse',
      plugin: 'mysql_native_password',
      product: 'clickhouse',
      version: '24.8.4.13',
      method: 'sha1-challenge',
    },
    {
      text: '8.0.36',
      plugin: 'mysql_clear_password',
      product: 'mysql',
      version: '8.0.36',
      method: 'cleartext',
    },
    { text: '8.0.36', plugin: 'dialog', product: 'mysql', version: '8.0.36', method: 'cleartext' },
    {
      text: '8.0.36',
      plugin: 'authentication_odd',
      product: 'mysql',
      version: '8.0.36',
      method: 'other',
    },
  ])('$text with $plugin', async ({ text, plugin, product, version, method }) => {
    await using fake = await fakeMysql({ greeting: greeting(text, plugin) });
    const seen = await ask(fake);
    expect(seen).toMatchObject({
      access: 'protected',
      protocol: 'mysql',
      product,
      version,
      plaintext: true,
      connections: 1,
      unfinishedHandshakes: 1,
    });
    expect(seen.authMethods).toEqual([method]);
    // Nothing is said to it.
    expect(fake.heard).toEqual(['']);
  });

  it('of MySQL 3.20', async () => {
    await using fake = await fakeMysql({ greeting: GREETING_9 });
    expect(await ask(fake)).toMatchObject({
      access: 'protected',
      version: '3.20.32',
      authMethods: ['other'],
    });
  });

  it('that comes late, after a look-up of our name', async () => {
    await using fake = await fakeMysql({
      greeting: greeting('8.0.36', 'caching_sha2_password', true),
      delay: 900,
    });
    expect(await ask(fake)).toMatchObject({ access: 'protected', product: 'mysql', undeclared: 0 });
  });

  it.each([
    {
      code: 1130,
      text: "Host '192.0.2.7' is not allowed to connect to this MySQL server",
      access: 'denied',
      seenAs: '192.0.2.7',
    },
    {
      code: 1129,
      text: "Host 'x' is blocked because of many connection errors",
      access: 'unknown',
    },
    { code: 1040, text: 'Too many connections', access: 'unknown' },
    { code: 1203, text: 'User has already more than max_user_connections', access: 'unknown' },
  ])('refused with $code', async ({ code, text, ...expected }) => {
    await using fake = await fakeMysql({ greeting: failure(0, code, text) });
    expect(await ask(fake)).toMatchObject({ ...expected, product: 'mysql', connections: 1 });
  });

  it('refused as MariaDB 10.3 does it, which counts its refusal as a second packet', async () => {
    const text = "Host '192.0.2.7' is not allowed to connect to this MariaDB server";
    await using fake = await fakeMysql({ greeting: failure(1, 1130, text) });
    expect(await ask(fake)).toMatchObject({ access: 'denied', seenAs: '192.0.2.7' });
  });

  it.each([
    { name: 'a text of that length', bytes: Buffer.from('\u0005\0\0\0hello', 'latin1') },
    { name: 'a version that is none', bytes: greeting('evil\u001b[2J') },
    { name: 'an error of no server', bytes: failure(0, 7, 'x') },
  ])('is not $name', async ({ bytes }) => {
    await using fake = await fakeMysql({ greeting: bytes });
    expect((await ask(fake)).product).not.toBe('mysql');
  });
});

const DENIED = failure(
  2,
  1045,
  "Access denied for user 'root'@'192.0.2.7' (using password: NO)",
  '28000',
);
const inside =
  (account: string) =>
  (sql: string): Buffer => {
    if (sql.includes('CURRENT_USER')) return resultOf('root@192.0.2.7', account);
    return sql.includes('PRIVILEGES') ? resultOf('2') : resultOf('shop');
  };
const rootOnly: MysqlScript = {
  greeting: greeting('8.0.36'),
  logIn: (user) => (user === 'root' ? OK(2) : DENIED),
  query: inside('root@%'),
};

describe('accounts, with leave', () => {
  it.each<{ name: string; script: MysqlScript; expected: Partial<Asked> }>([
    {
      name: 'root has no password',
      script: rootOnly,
      expected: { access: 'passwordless', grants: 'admin', seenAs: '192.0.2.7' },
    },
    {
      name: 'root has one',
      script: { ...rootOnly, logIn: () => DENIED },
      expected: { access: 'protected', seenAs: '192.0.2.7' },
    },
    {
      name: 'root is of the socket',
      script: { ...rootOnly, logIn: () => failure(2, 1698, 'Access denied', '28000') },
      expected: { access: 'protected' },
    },
    {
      name: 'TLS is demanded',
      script: {
        ...rootOnly,
        logIn: () =>
          failure(2, 3159, 'Connections using insecure transport are prohibited', 'HY000'),
      },
      expected: { access: 'protected', plaintext: false },
    },
    {
      name: 'an anonymous account',
      script: {
        ...rootOnly,
        logIn: (user) => (user === 'root' ? DENIED : OK(2)),
        query: inside('@%'),
      },
      expected: { access: 'passwordless' },
    },
    {
      name: 'every name as itself',
      script: { ...rootOnly, logIn: () => OK(2) },
      expected: { access: 'decoy', grants: null },
    },
    {
      name: 'no grant tables',
      script: {
        ...rootOnly,
        logIn: () => OK(2),
        query: (sql) =>
          sql === 'SHOW GRANTS'
            ? failure(1, 1290, 'running with --skip-grant-tables', 'HY000')
            : inside('skip-grants user@skip-grants host')(sql),
      },
      expected: { access: 'open', grants: 'admin' },
    },
    {
      name: 'a server that wants our files',
      script: { ...rootOnly, query: () => packet(1, Buffer.of(0xfb), '/etc/passwd') },
      expected: { access: 'decoy' },
    },
    {
      name: 'another plugin for the account',
      script: {
        ...rootOnly,
        logIn: (user) => (user === 'root' ? authSwitch(2, 'caching_sha2_password') : DENIED),
        challenge: (data, sequence) => (data.length === 0 ? OK(sequence + 1) : DENIED),
      },
      expected: { access: 'passwordless' },
    },
    {
      name: 'a password itself is asked for in clear text',
      script: { ...rootOnly, logIn: () => packet(2, Buffer.of(1, 4)) },
      expected: { access: 'protected' },
    },
  ])('$name', async ({ script, expected }) => {
    await using fake = await fakeMysql(script);
    const seen = await ask({ ...fake, accounts: 'empty' });
    expect(seen).toMatchObject({ ...expected, undeclared: 0 });
    expect(fake.heard.join('')).not.toContain('/etc/passwd');
  });

  it('asks nobody without leave', async () => {
    await using fake = await fakeMysql(rootOnly);
    const { sent, access } = await ask(fake);
    expect(sent).toEqual([]);
    expect(access).toBe('protected');
  });

  it('leaves alone what is not protected', async () => {
    const seen = look({ access: 'denied', reason: 'x' });
    const nobody = {} as Dialogue; // never spoken to
    expect(await tryMysqlAccounts(nobody, seen, { pairs: [], tried: () => undefined })).toBe(seen);
  });
});
