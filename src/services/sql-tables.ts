/** Lists the tables of a store that speaks SQL, each with a bounded sample where its rows may be read. */
import type { Sample } from '../data/sample.ts';
import type { Amount, Field } from '../model/inventory.ts';
import { figuresOf, type FigureStatements } from './sql-figures.ts';
import { isQuotable, MISSED, type InventoryTask } from './inventory.ts';
import { cutColumns, rowsUnder, statement } from './sql-sample.ts';

export interface SqlTable {
  readonly schema: string;
  readonly name: string;
  readonly isView: boolean;
  readonly fields: readonly Field[];
  readonly rows: Amount;
  readonly bytes: Amount;
  /** Its rows are stored here, and may be read without running or asking anything else. */
  readonly isOwn: boolean;
}

export interface SqlStore {
  /** The statement of a sample, with places for columns, schema and table. */
  readonly sample: string;
  readonly figures: FigureStatements;
  readonly quoted: (name: string) => string;
  readonly ask: (sql: string) => Promise<{
    readonly rows: readonly (readonly (string | null)[])[];
    readonly failed: boolean;
  }>;
  /** Said of tables that are not the store's own. */
  readonly elsewhere: string;
  readonly nameOf: (table: SqlTable) => string;
}

export async function addTables(
  tables: Iterable<SqlTable>,
  store: SqlStore,
  task: InventoryTask,
): Promise<void> {
  const { into, budget } = task;
  for (const table of tables) {
    if (into.isFull) return into.missed(`No more than ${budget.items} tables were listed.`);
    const sample = await sampleOf(table, store, task);
    const figures = sample && task.hasTime() ? await countedIn(table, store) : undefined;
    into.add({
      kind: kindOf(table),
      name: store.nameOf(table),
      fields: table.fields,
      rows: table.rows,
      bytes: table.bytes,
      ...(sample && { sample }),
      ...figures,
    });
  }
}

/** pgvector's types, and those of MariaDB 11.7 and MySQL 9: `vector(1536)` has its dimensions in it. */
const VECTOR = /^(?:\w{1,64}\.)?(?:vector|halfvec|sparsevec)\b/i;

function kindOf({ isView, fields }: SqlTable): 'view' | 'table' | 'vector-collection' {
  if (isView) return 'view';
  return fields.some(({ type }) => VECTOR.test(type)) ? 'vector-collection' : 'table';
}

async function countedIn(
  table: SqlTable,
  { figures, ask }: SqlStore,
): ReturnType<typeof figuresOf> {
  return figuresOf(table, figures, async (sql) => {
    const { rows, failed } = await ask(sql);
    return failed ? undefined : rows[0];
  });
}

async function sampleOf(
  table: SqlTable,
  store: SqlStore,
  { budget, into, hasTime }: InventoryTask,
): Promise<Sample | undefined> {
  if (!budget.samples) return undefined;
  const why = unread(table, store, hasTime());
  const cut = cutColumns(table.fields, store.quoted);
  if (why !== undefined || !cut) {
    if (why !== undefined) into.missed(why);
    return undefined;
  }
  const { rows, failed } = await store.ask(statement(store.sample, cut, table.schema, table.name));
  if (!failed) return rowsUnder(cut, rows);
  into.missed(MISSED.refused);
  return undefined;
}

function unread(
  { schema, name, isOwn }: SqlTable,
  { elsewhere }: SqlStore,
  hasTime: boolean,
): string | undefined {
  if (!isOwn) return elsewhere;
  if (!isQuotable(schema) || !isQuotable(name)) return MISSED.unquotable;
  return hasTime ? undefined : MISSED.time;
}
