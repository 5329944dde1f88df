/**
 * The whole store as JSON Lines, the same from SQLite and PostgreSQL: a head, a line a row, and a foot that counts and
 * hashes them, so that a file that was cut off is never taken for a whole one.
 */
import { createHash } from 'node:crypto';
import { sql, type Kysely, type Transaction } from 'kysely';
import { z } from 'zod';
import { LATEST } from './migrations.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

const SCHEMA = 'nightlatch/store/1';
const PAGE = 500;
/** Rows of one insert: SQLite allows 32,766 parameters. */
const BATCH = 200;

/** In what order rows are read, and whether they let somebody in; a table that is missing here does not compile. */
const TABLES = {
  runs: { key: ['id'], secret: false },
  observations: { key: ['run', 'seq'], secret: false },
  findings: { key: ['id'], secret: false },
  changes: { key: ['seq'], secret: false },
  assets: { key: ['asset'], secret: false },
  asset_links: { key: ['was', 'is', 'kind'], secret: false },
  deliveries: { key: ['id'], secret: false },
  jobs: { key: ['name'], secret: false },
  meta: { key: ['key'], secret: false },
  data_map: { key: ['asset', 'class'], secret: false },
  cases: { key: ['id'], secret: false },
  case_entries: { key: ['case_id', 'seq'], secret: false },
  case_visits: { key: ['case_id', 'seq'], secret: false },
  accounts: { key: ['id'], secret: true },
  sessions: { key: ['hash'], secret: true },
  tokens: { key: ['id'], secret: true },
  links: { key: ['hash'], secret: true },
  attempts: { key: ['key'], secret: true },
} as const satisfies Record<keyof Tables, { key: readonly string[]; secret: boolean }>;

type Name = keyof typeof TABLES;
const NAMES = z.enum(
  Object.keys(TABLES).filter((name): name is Name => Object.hasOwn(TABLES, name)),
);

const Value = z.union([z.string(), z.number(), z.null()]);
const Row = z.record(z.string().regex(/^[a-z_]{1,40}$/), Value);
type Row = z.infer<typeof Row>;
const Head = z.object({
  schema: z.literal(SCHEMA),
  /** The last migration of the store that it was read from. */
  level: z.string(),
  at: z.string(),
  /** With accounts and what lets them in; else it is for reading and not for restoring. */
  whole: z.boolean(),
});
const Line = z.object({ table: NAMES, row: Row });
const Foot = z.object({ rows: z.int(), sha256: z.string() });

export class DumpError extends Error {
  override readonly name = 'DumpError';
}

export interface DumpOptions {
  /** With accounts and what lets them in: a backup. Without: an export. */
  readonly whole: boolean;
  readonly at: Date;
}

/** Hands over line by line, as it was at one moment. Gives the number of rows. */
export async function dump(
  store: Store,
  { whole, at }: DumpOptions,
  write: (line: string) => Promise<void>,
): Promise<number> {
  const hash = createHash('sha256');
  const put = async (value: object): Promise<void> => {
    const line = `${JSON.stringify(value)}\n`;
    hash.update(line);
    await write(line);
  };
  let rows = 0;
  const transaction = store.db.transaction();
  // One moment for all tables; SQLite's transactions are so by themselves.
  const moment =
    store.kind === 'postgresql' ? transaction.setIsolationLevel('repeatable read') : transaction;
  await moment.execute(async (db) => {
    await put({ schema: SCHEMA, level: LATEST, at: at.toISOString(), whole });
    for (const table of NAMES.options) {
      if (TABLES[table].secret && !whole) continue;
      for await (const row of rowsOf(db, table)) {
        rows += 1;
        await put({ table, row });
      }
    }
  });
  await write(`${JSON.stringify({ rows, sha256: hash.digest('hex') })}\n`);
  return rows;
}

async function* rowsOf(db: Kysely<Tables>, table: Name): AsyncGenerator<Row> {
  const key = sql.join(TABLES[table].key.map((column) => sql.ref(column)));
  let after: readonly unknown[] | undefined;
  for (;;) {
    const beyond = after ? sql`WHERE (${key}) > (${sql.join([...after])})` : sql``;
    const { rows } = await sql<Row>`
      SELECT * FROM ${sql.table(table)} ${beyond} ORDER BY ${key} LIMIT ${sql.lit(PAGE)}`.execute(
      db,
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = TABLES[table].key.map((column) => last[column]);
  }
}

/** All of a backup or nothing, into a store that is empty. Gives the number of rows. */
export async function restore(store: Store, lines: AsyncIterable<string>): Promise<number> {
  return store.db.transaction().execute(async (db) => {
    await refuseUnlessEmpty(db);
    const reading = new Reading(db);
    for await (const line of lines) await reading.take(line);
    const rows = await reading.finish();
    if (store.kind === 'postgresql') await growOn(db);
    return rows;
  });
}

class Reading {
  readonly #db: Transaction<Tables>;
  readonly #hash = createHash('sha256');
  #headSeen = false;
  #foot: z.infer<typeof Foot> | undefined;
  #rows = 0;
  #table: Name = 'runs';
  #batch: Row[] = [];

  constructor(db: Transaction<Tables>) {
    this.#db = db;
  }

  async take(text: string): Promise<void> {
    if (text === '') return;
    if (this.#foot) throw new DumpError('there is more behind its end');
    const value = parsed(text);
    if (!this.#headSeen) this.#takeHead(value);
    else if (await this.#takeFoot(value)) return;
    else await this.#takeRow(value);
    this.#hash.update(`${text}\n`);
  }

  async finish(): Promise<number> {
    if (this.#foot?.rows !== this.#rows || this.#foot.sha256 !== this.#hash.digest('hex'))
      throw new DumpError('it is not whole: its end is missing, or it was changed');
    return this.#rows;
  }

  #takeHead(value: unknown): void {
    const head = Head.safeParse(value).data;
    if (!head) throw new DumpError('it is no backup of Nightlatch');
    if (!head.whole) throw new DumpError('it is an export, which holds no accounts: take a backup');
    if (head.level > LATEST)
      throw new DumpError(`it was written by a newer Nightlatch; this one knows schema ${LATEST}`);
    this.#headSeen = true;
  }

  async #takeFoot(value: unknown): Promise<boolean> {
    const foot = Foot.safeParse(value).data;
    if (!foot) return false;
    await this.#flush();
    this.#foot = foot;
    return true;
  }

  async #takeRow(value: unknown): Promise<void> {
    const line = Line.safeParse(value).data;
    if (!line) throw new DumpError(`its row ${this.#rows + 1} cannot be read`);
    if (line.table !== this.#table || this.#batch.length === BATCH) await this.#flush();
    this.#table = line.table;
    this.#batch.push(line.row);
    this.#rows += 1;
  }

  async #flush(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    const [first] = batch;
    if (!first) return;
    const columns = Object.keys(first);
    const values = batch.map((row) => sql`(${sql.join(columns.map((name) => row[name] ?? null))})`);
    await sql`
      INSERT INTO ${sql.table(this.#table)} (${sql.join(columns.map((name) => sql.ref(name)))})
      VALUES ${sql.join(values)}`.execute(this.#db);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DumpError('it is no backup of Nightlatch, or was cut off', { cause: error });
  }
}

async function refuseUnlessEmpty(db: Kysely<Tables>): Promise<void> {
  for (const table of NAMES.options) {
    const { rows } = await sql`SELECT 1 FROM ${sql.table(table)} LIMIT 1`.execute(db);
    if (rows.length > 0)
      throw new DumpError('there is something in the store already: restore into an empty one');
  }
}

/** What grows by itself goes on behind what was restored. */
async function growOn(db: Kysely<Tables>): Promise<void> {
  await sql`
    SELECT setval(pg_get_serial_sequence('changes', 'seq'), coalesce(max(seq), 0) + 1, false)
    FROM changes`.execute(db);
}
