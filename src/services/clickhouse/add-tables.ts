/** Tables of a ClickHouse into the inventory, and of which the rows are read. */
import type { Sample } from '../../data/sample.ts';
import { figuresOf } from './figures.ts';
import { isQuotable, MISSED, type InventoryTask } from '../inventory.ts';
import type { Ask, Table } from './listing.ts';

/** Lists them, each with the sample that `sampleOf` reads, and the figures that the server counts. */
export async function addTables(
  tables: readonly Table[],
  { into, budget, hasTime }: InventoryTask,
  sampleOf: (table: Table) => Promise<Sample | undefined>,
  ask: Ask,
): Promise<void> {
  for (const table of tables) {
    if (into.isFull) return into.missed(MISSED.more(tables.length - budget.items));
    const sample = await sampleOf(table);
    const figures = sample && hasTime() ? await figuresOf(table, ask) : {};
    const span = figures.span ?? spanOf(table);
    into.add({
      kind: table.engine.endsWith('View') ? 'view' : 'table',
      name: `${table.database}.${table.name}`,
      fields: table.fields,
      rows: table.rows,
      bytes: table.bytes,
      ...(sample && { sample }),
      ...(figures.people && { people: figures.people }),
      ...(span && { span }),
    });
  }
}

/** Rows that lie in the server itself. Others fetch from elsewhere, run a query of their own, or consume what is read. */
const OWN_ENGINES = /^(?:\w*MergeTree|(?:Tiny|Stripe)?Log|Memory)$/;
const ELSEWHERE =
  'Views and tables that fetch from elsewhere (Kafka, Distributed and the like) were listed and their rows not read.';

/** Why the rows of a table are left alone. */
export function unread(
  { database, name, engine }: Table,
  { hasTime }: InventoryTask,
): string | undefined {
  if (!OWN_ENGINES.test(engine)) return ELSEWHERE;
  if (!isQuotable(database) || !isQuotable(name)) return MISSED.unquotable;
  return hasTime() ? undefined : MISSED.time;
}

/** The column of time that the days are of. */
function spanOf({ fields, days }: Table): { field: string; from: string; to: string } | undefined {
  const time = fields.find(({ type }) => /^(?:Nullable\()?Date(?:Time)?/.test(type));
  return time && days ? { field: time.name, from: days[0], to: days[1] } : undefined;
}
