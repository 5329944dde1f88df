/** What a Memcached holds, as far as it says so: how many items. Its keys have no command that lists them without cost. */
import { amountUnknown, exactly, type Amount } from '../../model/inventory.ts';
import { encodeMemcachedCommands, parseMemcachedReply } from '../../protocols/memcached.ts';
import type { Dialogue } from '../../protocols/line.ts';
import { MISSED, type InventoryTask } from '../inventory.ts';

export const memcachedLists: readonly string[] = ['stats'];

export async function takeMemcachedInventory(all: Dialogue, task: InventoryTask): Promise<void> {
  const dialogue = all.speaking({ id: 'memcached inventory', sends: memcachedLists });
  const line = await dialogue.open({ tls: task.tls });
  const reply = await line.ask('memcached', encodeMemcachedCommands('stats'), parseMemcachedReply);
  line.close();
  if (reply.kind !== 'stats') return task.into.missed(MISSED.refused);
  const amount = (name: string): Amount => {
    const text = reply.stats.get(name) ?? '';
    return /^\d{1,19}$/.test(text) ? exactly(BigInt(text)) : amountUnknown;
  };
  const [rows, bytes] = [amount('curr_items'), amount('bytes')];
  task.into.listed();
  if (rows.value !== 0) {
    task.into.add({ kind: 'keys', name: '*', rows, bytes, fields: [] });
    task.into.missed('Memcached counts its items and does not name them.');
  }
  task.atRest({
    state: 'unknown',
    how: 'Memcached holds its items in memory; with extstore it writes them to a file as they are.',
    settledBy: 'Whether it was started with ext_path, and the volume that this lies on.',
  });
}
