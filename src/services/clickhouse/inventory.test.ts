import { describe, expect, test } from 'vitest';
import { startServer } from '../../../lab/index.ts';
import { withServers } from '../../../lab/testing.ts';
import { ask } from '../../../test/ask.ts';
import { fakeClickHouseHttp, MARKS, modern } from '../../../test/fakes/clickhouse.ts';
import { canaries, canariesIn } from '../../../test/canaries.ts';

/** As an owner would, through the HTTP port. */
async function run(url: string, sql: string): Promise<void> {
  const response = await fetch(url, { method: 'POST', body: sql });
  expect([response.status, await response.text()]).toEqual([200, '']);
}

withServers('clickhouse')('what a real ClickHouse holds', () => {
  test('over both protocols: named, counted, sampled and classified, and nothing of a value', async () => {
    await using server = await startServer('clickhouse', 'open');
    const { address, ports } = server;
    const url = `http://${address}:${ports['http']}/`;
    await run(url, 'CREATE TABLE default.`people table` (id UInt32, mail String) ENGINE = Log');
    await run(url, `INSERT INTO default.\`people table\` VALUES (1, '${canaries.email}')`);
    await run(url, "CREATE TABLE default.`a'b` (s String) ENGINE = Memory");
    await run(
      url,
      'CREATE TABLE default.visits (user_id UInt32, birth_date Date, at DateTime) ENGINE = Log',
    );
    await run(
      url,
      "INSERT INTO default.visits SELECT number % 400, '1970-02-03', toDateTime(1767323045 + number) FROM numbers(3000)",
    );
    await run(url, 'CREATE VIEW default.seen AS SELECT * FROM default.log_stream');
    const asked = await ask({ address, port: ports['http'] ?? 0, inventory: 'sample' });
    expect(asked.undeclared).toBe(0);
    expect(canariesIn(JSON.stringify(asked))).toEqual([]);
    const items = new Map(asked.inventory?.items.map((item) => [item.name, item]));
    expect(items.get('default.log_stream')).toMatchObject({
      kind: 'table',
      rows: { value: 1000, how: 'exact' },
      fields: expect.arrayContaining([{ name: 'string.values', type: 'Array(String)' }]),
    });
    const classes = items.get('default.log_stream')?.classes.map((each) => each.class);
    expect(classes).toEqual(expect.arrayContaining(['chat-log', 'secret', 'personal']));
    expect(items.get('default.people table')?.classes[0]).toMatchObject({
      class: 'personal',
      kind: 'email',
      matched: 1,
      sampled: 1,
    });
    expect(items.get('default.visits')).toMatchObject({
      people: { value: 400, how: 'exact' },
      span: { field: 'at', from: '2026-01-02T03:04:05.000Z', to: '2026-01-02T03:54:04.000Z' },
    });
    expect(items.get('default.seen')?.kind).toBe('view');
    expect(asked.inventory?.complete).toBe(false);
    expect(asked.inventory?.notReached).toMatch(/unusual signs.*|Views and tables/);
    expect(asked.atRest?.state).toBe('unknown');
    expect(asked.sent.join('\n')).not.toMatch(/people table|seen|user_id/);
    const native = await ask({ address, port: ports['native'] ?? 0, inventory: 'sample' });
    expect([native.undeclared, canariesIn(JSON.stringify(native))]).toEqual([0, []]);
    const told = (asks: typeof asked): unknown =>
      asks.inventory?.items.map((item) => [item.name, item.classes, item.people, item.span]);
    expect(told(native)).toEqual(told(asked));
  });

  test('names only: no row is asked for, over either protocol', async () => {
    await using server = await startServer('clickhouse', 'open');
    for (const name of ['http', 'native']) {
      const port = server.ports[name] ?? 0;
      const asked = await ask({ address: server.address, port, inventory: 'names' });
      expect(asked.inventory).toMatchObject({ complete: true });
      expect(asked.inventory?.items.map((item) => [item.name, item.rows.value])).toEqual([
        ['default.log_stream', 1000],
      ]);
      expect(asked.inventory?.items[0]?.classes).toEqual([
        expect.objectContaining({ class: 'chat-log', sampled: 0 }),
      ]);
      expect(asked.sent.join('\n')).not.toContain('JSONEachRow');
      expect(asked.undeclared).toBe(0);
    }
  });

  test('nothing is asked where nothing is wanted, or nobody was let in', async () => {
    await using server = await startServer('clickhouse', 'password');
    const port = server.ports['http'] ?? 0;
    const asked = await ask({ address: server.address, port, inventory: 'sample' });
    expect([asked.access, asked.inventory]).toEqual(['protected', undefined]);
  });
});

describe('servers over HTTP that are not in the lab', () => {
  const row = (body: string): { body: string; headers: typeof MARKS } => ({ body, headers: MARKS });
  const many = (line: (number: number) => string): string =>
    Array.from({ length: 1000 }, (_, number) => `${line(number)}\n`).join('');

  test('a hundred thousand tables are listed up to the bound, and the rest is said', async () => {
    await using fake = await fakeClickHouseHttp((question) => {
      const { sql } = question;
      if (!sql?.includes(' system.'))
        return sql?.startsWith('SELECT *') ? row('{"a":1}\n') : modern(question);
      if (sql.includes('processes')) return modern(question);
      if (sql.includes('count()')) return row('100000\n');
      if (sql.includes('system.tables')) return row(many((n) => `d\tt${n}\tMergeTree\t5\t${n}`));
      return row(sql.includes('disks') ? 'a\tencrypted\n' : '');
    });
    const { inventory, atRest, undeclared } = await ask({ port: fake.port, inventory: 'sample' });
    expect(undeclared).toBe(0);
    expect(inventory?.items).toHaveLength(200);
    expect(inventory?.items[0]).toMatchObject({ name: 'd.t999', rows: { value: 5, how: 'exact' } });
    expect(inventory).toMatchObject({ complete: false });
    expect(inventory?.notReached).toMatch(/99000 more .* 800 more/);
    expect(atRest?.state).toBe('encrypted');
  });

  test('an answer that never ends costs no more than its bound', async () => {
    const endless = `${JSON.stringify({ a: 'x'.repeat(1000) })}\n`.repeat(8000);
    await using fake = await fakeClickHouseHttp((question) => {
      const { sql } = question;
      if (sql?.startsWith('SELECT *')) return row(endless);
      if (!sql?.includes(' system.') || sql.includes('processes')) return modern(question);
      return row(sql.includes('system.tables') ? 'd\tt\tMergeTree\t5\t6\n' : '');
    });
    const { inventory, milliseconds } = await ask({ port: fake.port, inventory: 'sample' });
    expect(inventory).toMatchObject({ items: [{ name: 'd.t' }] });
    expect(milliseconds).toBeLessThan(10_000);
  });
});
