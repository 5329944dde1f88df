/**
 * The inventory over the native protocol: names, counts and fields. Rows are left to the HTTP port of the same server,
 * where a sample is text and the server itself holds every request to reading.
 */
import { encodeClickHouseQuery, parseClickHouseAnswer } from '../../protocols/clickhouse.ts';
import type { Dialogue } from '../../protocols/line.ts';
import type { InventoryTask } from '../inventory.ts';
import { addTables, LISTS, listTables, tellAtRest, type Ask } from './listing.ts';
import { clickhouseNative, openSession } from './native.ts';
import { queryId } from './session.ts';

const declares = {
  id: 'clickhouse-native inventory',
  sends: clickhouseNative.lists ?? [],
} as const;

export async function takeNativeInventory(all: Dialogue, task: InventoryTask): Promise<void> {
  const dialogue = all.speaking(declares);
  const line = await openSession(dialogue, task.tls);
  try {
    const ask: Ask = (sql) =>
      line.ask(
        'clickhouse-native',
        encodeClickHouseQuery(dialogue.agent, queryId(dialogue), sql),
        parseClickHouseAnswer,
      );
    const tables = await listTables(ask, task);
    tellAtRest(await ask(LISTS.disks), task);
    if (task.budget.samples)
      task.into.missed('Rows are sampled at the HTTP port of the server, not over this protocol.');
    await addTables(tables, task, () => Promise.resolve(undefined));
  } finally {
    line.close();
  }
}
