/** The inventory of products that list what they hold in one answer, and of which no more is asked. */
import type { Amount, Field, ItemKind } from '../../model/inventory.ts';
import { amountUnknown } from '../../model/inventory.ts';
import type { HttpInventory } from './http-inventory-table.ts';
import { entriesAt, listEach } from './http-listed.ts';
import { textField, type HttpAsk } from './http-talk.ts';

export interface NameList {
  readonly ask: HttpAsk;
  readonly kind: ItemKind;
  /** Where in the answer the list stands. */
  readonly at: readonly string[];
  /** The property with the name; entries that are text are names themselves. */
  readonly name?: string | ((entry: unknown) => string | undefined);
  readonly rows?: (entry: unknown) => Amount;
  readonly bytes?: (entry: unknown) => Amount;
  readonly fields?: (entry: unknown) => Field[];
}

export function nameLists(...lists: readonly NameList[]): HttpInventory {
  return {
    asks: lists.map(({ ask }) => ask),
    async take(reader) {
      for (const list of lists) {
        const named = entriesAt(await reader.list(list.ask), ...list.at).flatMap((entry) => {
          const name = nameOf(list, entry);
          return name === undefined ? [] : [{ entry, name }];
        });
        await listEach(reader, named, ({ entry, name }) => ({
          kind: list.kind,
          name,
          fields: list.fields?.(entry) ?? [],
          rows: list.rows?.(entry) ?? amountUnknown,
          bytes: list.bytes?.(entry) ?? amountUnknown,
        }));
      }
    },
  };
}

function nameOf({ name }: NameList, entry: unknown): string | undefined {
  if (typeof name === 'function') return name(entry);
  if (name !== undefined) return textField(entry, name);
  return typeof entry === 'string' ? entry : undefined;
}
