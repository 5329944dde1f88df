import { describe, expect, test } from 'vitest';
import { startServer } from '../../../lab/index.ts';
import type { LabServer } from '../../../lab/product.ts';
import { withServers } from '../../../lab/testing.ts';
import { asOwner } from '../../../test/as-owner.ts';
import { ask } from '../../../test/ask.ts';
import { fakeMysql, greeting, OK, packet, resultOf } from '../../../test/fakes/mysql.ts';
import { canaries, canariesIn } from '../../../test/canaries.ts';

function run({ address, port }: LabServer, ...statements: string[]): void {
  const target = ['-h', address, '-P', String(port), '-u', 'root', '--skip-ssl'];
  asOwner(['mysql', ...target], statements.map((sql) => `${sql};\n`).join(''));
}

withServers('mariadb')('what a real MariaDB holds', () => {
  test('tables, counts and classes, once an account was let in with leave', async () => {
    await using server = await startServer('mariadb', 'open');
    run(
      server,
      'USE shop',
      'CREATE TABLE messages (id INT, role VARCHAR(20), content LONGTEXT)',
      `INSERT INTO messages SELECT seq, IF(seq % 2, 'user', 'assistant'), CONCAT('${canaries.prompt} ', seq) FROM seq_1_to_60`,
      'CREATE TABLE `my keys` (k TEXT, raw BLOB)',
      `INSERT INTO \`my keys\` VALUES ('${canaries.apiKey}', REPEAT('x', 60000))`,
      'CREATE TABLE `od``d` (a INT)',
      'CREATE VIEW seen AS SELECT * FROM messages',
      'CREATE TABLE huge (body LONGTEXT)',
      "INSERT INTO huge SELECT REPEAT('y', 3000000) FROM seq_1_to_3",
      'CREATE TABLE visits (user_id INT, birth_date DATE, seen_at DATETIME, KEY (user_id), KEY (seen_at))',
      "INSERT INTO visits SELECT seq % 400, '1970-02-03', '2026-01-02 03:04:05' + INTERVAL seq MINUTE FROM seq_1_to_60000",
      'CREATE TABLE logins (user_id INT, at DATETIME)',
      "INSERT INTO logins VALUES (1, '2026-03-04 05:06:07'), (1, '2026-03-04 05:06:08'), (2, NULL)",
      'ANALYZE TABLE visits',
    );
    const asked = await ask({ ...server, accounts: 'empty', inventory: 'sample' });
    expect([asked.access, asked.undeclared]).toEqual(['passwordless', 0]);
    expect(canariesIn(JSON.stringify(asked))).toEqual([]);
    const items = new Map(asked.inventory?.items.map((item) => [item.name, item]));
    expect(items.get('shop.customers')).toMatchObject({
      rows: { value: 250, how: 'exact' },
      people: { value: 250, how: 'exact' },
      fields: expect.arrayContaining([{ name: 'email', type: 'varchar(80)' }]),
      classes: [{ class: 'personal', kind: 'email', sampled: 20 }],
    });
    expect(items.get('shop.messages')?.classes.map((hit) => hit.class)).toContain('chat-log');
    expect(items.get('shop.my keys')?.classes.map((hit) => hit.class)).toContain('secret');
    expect(items.get('shop.logins')).toMatchObject({
      rows: { value: 3, how: 'exact' },
      people: { value: 2, how: 'exact' },
      span: { field: 'at', from: '2026-03-04T05:06:07.000Z', to: '2026-03-04T05:06:08.000Z' },
    });
    // Too many to count: the statistics and the ends of an index.
    const visits = items.get('shop.visits');
    expect(visits?.people.how).toBe('estimated');
    expect(visits?.people.value).toBeGreaterThan(200);
    expect(visits?.people.value).toBeLessThan(2000);
    expect(visits?.span).toEqual({
      field: 'seen_at',
      from: '2026-01-02T03:05:05.000Z',
      to: '2026-02-12T19:04:05.000Z',
    });
    expect(items.get('shop.seen')?.kind).toBe('view');
    expect(items.has('shop.huge')).toBe(true);
    expect(asked.inventory?.notReached).toMatch(/Views.*|unusual/);
    expect(asked.atRest?.state).toBe('unknown');
    expect(asked.sent.join('\n')).not.toMatch(/my keys|messages|seen_at/);
  });

  test('without leave nothing is listed', async () => {
    await using server = await startServer('mariadb', 'open');
    const asked = await ask({ ...server, inventory: 'sample' });
    expect([asked.access, asked.inventory]).toEqual(['protected', undefined]);
  });
});

describe('a server that is not what it says', () => {
  test('which asks for a file of ours in place of a list gets none, and the inventory ends', async () => {
    const infile = packet(1, Buffer.of(0xfb), '/etc/passwd');
    await using fake = await fakeMysql({
      greeting: greeting('10.11.6-MariaDB'),
      logIn: (user) => (user === 'root' ? OK(2) : packet(2, Buffer.of(0xff, 0x15, 0x04), 'no')),
      query: (sql) =>
        sql.startsWith('SET')
          ? OK(1)
          : sql.includes('information_schema.TABLES')
            ? infile
            : resultOf('root@127.0.0.1', 'root@%'),
    });
    const asked = await ask({ port: fake.port, accounts: 'empty', inventory: 'sample' });
    expect(asked.access).toBe('passwordless');
    expect(asked.inventory).toMatchObject({ complete: false, items: [] });
    expect(asked.inventory?.notReached).toMatch(/does not follow the protocol/);
    expect(asked.sent.at(-1)).toBe('COM_QUIT');
  });
});
