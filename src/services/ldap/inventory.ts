/** The naming contexts of a directory, each with the names of the attributes of one entry. No value is asked for. */
import { isLdapBase } from '../../protocols/ldap.ts';
import type { Dialogue } from '../../protocols/line.ts';
import { MISSED, type InventoryTask } from '../inventory.ts';
import { CODE } from './codes.ts';
import { ldap } from './header.ts';
import { Talk } from './talk.ts';

const declares = { id: 'ldap inventory', sends: ldap.lists ?? [] };

export async function takeLdapInventory(all: Dialogue, task: InventoryTask): Promise<void> {
  const { into } = task;
  const line = await all.speaking(declares).open({ tls: task.tls });
  try {
    const talk = new Talk(line, 0);
    if (!(await isInside(talk, task)) || !(await isIn(talk, task)))
      return into.missed(MISSED.refused);
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

/** An account of the owner's asks for TLS wherever it may be had; without it the line alone decides. */
async function isInside(talk: Talk, { tls, look, logIn }: InventoryTask): Promise<boolean> {
  if (tls) return true;
  const wantsTls = look.plaintext === false || logIn !== undefined;
  return (wantsTls && (await talk.startTls())) || look.plaintext !== false;
}

/**
 * Simple bind: https://www.rfc-editor.org/rfc/rfc4513#section-5.1. A name or a password alone would be taken for
 * nobody's, and be let in as a stranger is.
 */
async function isIn(talk: Talk, { logIn }: InventoryTask): Promise<boolean> {
  if (!logIn) {
    await talk.ask({ kind: 'bind' });
    return true;
  }
  const { user, password } = logIn;
  if (user === '' || password === '') return false;
  const { code } = await talk.ask({ kind: 'bind', account: { user, password } });
  return code === CODE.success;
}
