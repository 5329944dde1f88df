import type { ClassHit, Inventory, InventoryItem } from '../src/model/inventory.ts';

function hit(of: ClassHit['class'], kind: string, field: string, matched: number): ClassHit {
  return { class: of, kind, field, matched, sampled: 20, confidence: 0.96 };
}

function item(changes: Partial<InventoryItem> & Pick<InventoryItem, 'name'>): InventoryItem {
  return {
    kind: 'table',
    rows: { value: null, how: 'unknown' },
    bytes: { value: null, how: 'unknown' },
    fields: [],
    classes: [],
    people: { value: null, how: 'unknown' },
    ...changes,
  };
}

/** What stood in the founding case, as an inventory tells it. */
export const foundingInventory: Inventory = {
  complete: false,
  notReached: 'The budget of 15 s ran out after 2 of 3 databases.',
  items: [
    item({
      name: 'default.log_stream',
      rows: { value: 1_000_000, how: 'exact' },
      bytes: { value: 2_188_890_000, how: 'estimated' },
      fields: [
        { name: 'timestamp', type: 'DateTime' },
        { name: 'string.names', type: 'Array(String)' },
        { name: 'string.values', type: 'Array(String)' },
      ],
      classes: [
        hit('chat-log', 'prompt-completion', 'string.values', 19),
        hit('secret', 'llm-key', 'string.values', 20),
        hit('personal', 'email', 'string.values', 20),
      ],
      people: { value: 41_200, how: 'estimated' },
    }),
    item({ name: 'default.migrations', rows: { value: 12, how: 'exact' } }),
  ],
};

/** The same with every text of a server, or of somebody who edited a saved run. */
export function hostileInventory(text: string): Inventory {
  const name = text.slice(0, 200);
  return {
    complete: false,
    notReached: name,
    items: [
      item({
        name,
        fields: [{ name, type: name }],
        classes: [{ ...hit('secret', name.slice(0, 40), name, 1) }],
        rows: { value: 3, how: 'exact' },
      }),
    ],
  };
}
