/**
 * What an etcd holds: patterns of its keys and how many there are. No value is asked for: what a key is called says
 * enough (`/registry/secrets/…`), and values are what everything else trusts.
 */
import { about, exactly } from '../model/inventory.ts';
import { keysPage } from './families/http-etcd.ts';
import { field, textField, type HttpTalk } from './families/http-talk.ts';
import { MISSED, type InventoryTask } from './inventory.ts';
import { Groups } from './key-patterns.ts';

export async function takeEtcdInventory(talk: HttpTalk, task: InventoryTask): Promise<void> {
  const { into, budget, look } = task;
  const page = await keysPage(talk, look.version);
  const listed = field(page.json, 'kvs') ?? [];
  // The store of version 2 has an interface of its own, and is met on servers past their life only.
  if (page.status !== 200 || field(page.json, 'header') === undefined || !Array.isArray(listed))
    return into.missed(MISSED.refused);
  into.listed();
  const groups = new Groups(budget.items, 0);
  for (const entry of listed)
    groups.add(Buffer.from(textField(entry, 'key') ?? '', 'base64').toString('utf8'));
  const total = Number(textField(page.json, 'count') ?? groups.scanned);
  const whole = total <= groups.scanned;
  if (!whole)
    into.missed('Some keys were not listed: the patterns stand for the first of them by name.');
  if (groups.beyond > 0) into.missed(`No more than ${budget.items} key patterns were listed.`);
  for (const [name, { seen }] of [...groups.found].toSorted(([, a], [, b]) => b.seen - a.seen)) {
    const rows = whole ? exactly(seen) : about((seen / Math.max(groups.scanned, 1)) * total);
    // A key is the only name that there is.
    into.add({ kind: 'keys', name, rows, fields: [{ name, type: 'key' }] });
  }
  task.atRest({
    state: 'unknown',
    how: 'etcd does not encrypt what it stores; who writes to it may (as Kubernetes can).',
    settledBy: 'A look at the volume below its data folder, or an attestation.',
  });
}
