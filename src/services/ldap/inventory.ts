/** The naming contexts of a directory, each with the names of the attributes of one entry. No value is asked for. */
import { isLdapBase } from '../../protocols/ldap.ts';
import type { Dialogue } from '../../protocols/line.ts';
import { MISSED, type InventoryTask } from '../inventory.ts';
import { ldap } from './header.ts';
import { Talk } from './talk.ts';

const declares = { id: 'ldap inventory', sends: ldap.lists ?? [] };

export async function takeLdapInventory(all: Dialogue, task: InventoryTask): Promise<void> {
  const { into } = task;
  const line = await all.speaking(declares).open({ tls: task.tls });
  try {
    const talk = new Talk(line, 0);
    const isInside = task.tls || task.look.plaintext !== false || (await talk.startTls());
    if (!isInside) return into.missed(MISSED.refused);
    await talk.ask({ kind: 'bind' });
    const root = await talk.search({ kind: 'root' });
    const contexts = (root.entries[0]?.attributes.get('namingcontexts') ?? []).filter(isLdapBase);
    into.listed();
    for (const base of contexts) {
      if (!task.hasTime()) return into.missed(MISSED.time);
      const { entries } = await talk.search({ kind: 'below', base });
      const names = new Set(entries.flatMap(({ attributes }) => [...attributes.keys()]));
      const fields = [...names].map((name) => ({ name, type: 'attribute' }));
      into.add({ kind: 'directory', name: base, fields });
    }
    into.missed('Entries are not counted, and attributes are those of one entry.');
  } finally {
    line.close();
  }
}
