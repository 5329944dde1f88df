import { describe, expect, test } from 'vitest';
import { startServer } from '../../../lab/index.ts';
import type { LabServer } from '../../../lab/product.ts';
import { withServers } from '../../../lab/testing.ts';
import { asOwner } from '../../../test/as-owner.ts';
import { ask } from '../../../test/ask.ts';
import { canaries, canariesIn } from '../../../test/canaries.ts';
import { declarations } from '../../wire/recorder.ts';
import { postgresqlLists } from './catalogue.ts';

/** As an owner would. */
function psql({ address, port }: LabServer, database: string, ...statements: string[]): string {
  const target = `host=${address} port=${port} user=postgres dbname=${database}`;
  const commands = statements.flatMap((sql) => ['-c', sql]);
  return asOwner(['psql', '-qAt', '-v', 'ON_ERROR_STOP=1', target, ...commands]);
}

const CHAT = JSON.stringify([
  { role: 'user', content: canaries.prompt },
  { role: 'assistant', content: 'Dear landlord, I am writing to you about the heating.' },
]);

withServers('postgresql')('what a real PostgreSQL holds', () => {
  test('databases, tables, counts, and classes of what is in them', async () => {
    await using server = await startServer('postgresql', 'open');
    psql(
      server,
      'app',
      'CREATE TABLE chats (id int, messages jsonb, model text)',
      `INSERT INTO chats SELECT n, '${CHAT}', 'gpt-4o' FROM generate_series(1, 40) n`,
      'CREATE TABLE "api keys" (owner text, key text, dump bytea)',
      `INSERT INTO "api keys" VALUES ('${canaries.name}', '${canaries.apiKey}', repeat('x', 300000)::bytea)`,
      'CREATE TABLE "od""d" (a text)',
      'CREATE TABLE huge (body text)',
      "INSERT INTO huge SELECT repeat('y', 3000000) FROM generate_series(1, 3)",
      'CREATE SEQUENCE touched',
      `CREATE FUNCTION touch() RETURNS text LANGUAGE sql AS $$ SELECT nextval('touched')::text $$`,
      'CREATE VIEW acting AS SELECT touch()',
      'CREATE TABLE visits (user_id int, born date, seen_at timestamptz)',
      `INSERT INTO visits SELECT n % 400, '1970-02-03', '2026-01-02 03:04:05+00'::timestamptz + n * interval '1 minute' FROM generate_series(0, 59999) n`,
      'CREATE INDEX ON visits (seen_at)',
      // As pgvector's, which is not installed here.
      'CREATE DOMAIN vector AS real[]',
      'CREATE TABLE items (body text, embedding vector)',
      'ANALYZE',
    );
    const asked = await ask({ ...server, inventory: 'sample' });
    expect(asked.undeclared).toBe(0);
    expect(canariesIn(JSON.stringify(asked))).toEqual([]);
    const items = new Map(asked.inventory?.items.map((item) => [item.name, item]));
    expect(items.get('postgres.public.customers')).toMatchObject({
      rows: { value: 250, how: 'exact' },
      fields: expect.arrayContaining([{ name: 'email', type: 'text' }]),
      people: { value: 250, how: 'exact' },
    });
    expect(items.get('app.public.chats')?.classes[0]).toMatchObject({
      class: 'chat-log',
      field: 'messages',
      sampled: 20,
    });
    expect(items.get('app.public.api keys')?.classes.map((hit) => hit.class)).toContain('secret');
    expect(items.get('app.public.huge')).toMatchObject({ rows: { value: 3, how: 'exact' } });
    // Too many to count: the planner's statistics, and the ends of an index.
    expect(items.get('app.public.visits')).toMatchObject({
      rows: { value: 60_000, how: 'estimated' },
      people: { value: 400, how: 'estimated' },
      span: {
        field: 'seen_at',
        from: '2026-01-02T03:04:05.000Z',
        to: '2026-02-12T19:03:05.000Z',
      },
    });
    expect(items.get('app.public.items')?.kind).toBe('vector-collection');
    expect(items.get('app.public.acting')?.kind).toBe('view');
    expect(asked.inventory?.notReached).toMatch(/unusual signs/);
    expect(asked.atRest?.state).toBe('unknown');
    // Nothing was written, not even by what a view does when it is read.
    expect(psql(server, 'app', 'SELECT is_called FROM touched')).toBe('f\n');
    expect(asked.sent.join('\n')).not.toMatch(/api keys|chats|visits|seen_at/);
  });
});

describe('what may leave for a sample', () => {
  const declared = declarations(postgresqlLists);
  const sample = (columns: string, table = '"public"."t"'): boolean =>
    declared(`Query SELECT ${columns} FROM ${table} LIMIT 20`);

  test.each([
    ['left("a"::text, 1000)', '"public"."t"', true],
    ['left("a b"::text, 10), left("é"::text, 10)', '"my schema"."T-1"', true],
    ['*', '"public"."t"', false],
    ['left("a"::text, 10), pg_sleep(5)', '"public"."t"', false],
    ['left("a"::text, 10)', '"public"."t" WHERE "a" = "b"', false],
    ['left("a"";"::text, 10)', '"public"."t"', false],
    ['left("a"::text, 10)', '"public"."t"; DROP TABLE "t"', false],
    ['left("a\\"::text, 10)', '"public"."t"', false],
  ])('%s from %s: %s', (columns, table, may) => {
    expect(sample(columns, table)).toBe(may);
  });
});
