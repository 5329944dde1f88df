/**
 * The inventory over the native protocol. The server does not hold this side to reading: what may leave are the lists
 * and one SELECT with its bounds.
 */
import type { Sample } from '../../data/sample.ts';
import { encodeClickHouseQuery, parseClickHouseAnswer } from '../../protocols/clickhouse.ts';
import type { Dialogue } from '../../protocols/line.ts';
import { MISSED, type InventoryTask } from '../inventory.ts';
import { statement } from '../sql-sample.ts';
import { addTables, unread } from './add-tables.ts';
import { LISTS, listTables, tellAtRest, type Ask, type Table } from './listing.ts';
import { NATIVE_BOUNDS, NATIVE_SAMPLE, textColumns, textRows } from './native-sample.ts';
import { clickhouseNative, openSession } from './native.ts';
import { queryId } from './session.ts';
import { tellWrites } from './writes.ts';

const declares = {
  id: 'clickhouse-native inventory',
  sends: clickhouseNative.lists ?? [],
} as const;

export async function takeNativeInventory(all: Dialogue, task: InventoryTask): Promise<void> {
  const dialogue = all.speaking(declares);
  const session = await openSession(dialogue, task);
  if (!session) return task.into.missed(MISSED.refused);
  const { line, version } = session;
  try {
    const ask: Ask = (sql) =>
      line.ask(
        'clickhouse-native',
        encodeClickHouseQuery(dialogue.agent, queryId(dialogue), sql),
        parseClickHouseAnswer,
      );
    if (task.logIn?.isOwners)
      await tellWrites(ask, { ...task, look: { ...task.look, version } }, false);
    const tables = await listTables(ask, task);
    tellAtRest(await ask(LISTS.disks), task);
    await addTables(
      tables,
      task,
      (table) => sampleOf(ask, table, task),
      (sql) => ask(`${sql}${NATIVE_BOUNDS}`),
    );
  } finally {
    line.close();
  }
}

async function sampleOf(ask: Ask, table: Table, task: InventoryTask): Promise<Sample | undefined> {
  const { budget, into } = task;
  if (!budget.samples) return undefined;
  const why = unread(table, task);
  const columns = textColumns(table.fields);
  if (why !== undefined || !columns) {
    if (why !== undefined) into.missed(why);
    return undefined;
  }
  const answer = await ask(statement(NATIVE_SAMPLE, columns, table.database, table.name));
  if ('rows' in answer) return textRows(columns, answer.rows);
  into.missed(MISSED.refused);
  return undefined;
}
