import { expect, it } from 'vitest';
import { Inventory } from '../model/inventory.ts';
import { InventoryBuilder } from './inventory.ts';

const table = (name: string) => ({ kind: 'table', name, fields: [] }) as const;

it('lists what it is given, and says what was not reached', () => {
  const builder = new InventoryBuilder();
  builder.add(table('default.orders'));
  expect(builder.build()).toMatchObject({ complete: true, notReached: '' });
  builder.missed('The budget of 15 s ran out.');
  builder.missed('The budget of 15 s ran out.');
  const built = builder.build();
  expect(Inventory.parse(built)).toEqual(built);
  expect(built).toMatchObject({ complete: false, notReached: 'The budget of 15 s ran out.' });
});

it('stays small enough to be saved, however much a server lists', () => {
  const builder = new InventoryBuilder();
  for (let at = 0; at < 100_000; at += 1) builder.add(table(`default.table_${at}`));
  const built = builder.build();
  expect(built.items.length).toBeLessThanOrEqual(5000);
  expect(built.notReached).toMatch(/^\d+ more items were listed than are kept\.$/);
  expect(JSON.stringify(built).length).toBeLessThan(2_000_000);
});
