/** Lists the tables of a store that speaks SQL, each with a bounded sample where its rows may be read. */
import type { Sample } from '../data/sample.ts';
import type { Amount, Field } from '../model/inventory.ts';
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
    into.add({
      kind: table.isView ? 'view' : 'table',
      name: store.nameOf(table),
      fields: table.fields,
      rows: table.rows,
      bytes: table.bytes,
      ...(sample && { sample }),
    });
  }
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
