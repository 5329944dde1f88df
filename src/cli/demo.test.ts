import { afterEach, expect, it } from 'vitest';
import { ask } from '../../test/ask.ts';
import {
  listenOnLoopback,
  openClickHouse,
  protectedRedis,
  tlsOnlyPostgres,
  trap,
} from './demo/stand-ins.ts';

const doors: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(doors.splice(0).map((close) => close()));
});

it.each([
  ['ClickHouse', openClickHouse, { product: 'clickhouse', access: 'open', grants: 'admin' }],
  ['Redis', protectedRedis, { product: 'redis', access: 'protected' }],
  [
    'PostgreSQL',
    () => tlsOnlyPostgres(new Date()),
    { product: 'postgresql', access: 'protected', plaintext: false },
  ],
  ['the trap', trap, { access: 'decoy' }],
] as const)('%s stands in as the real one would be seen', async (_name, make, expected) => {
  const door = await listenOnLoopback(make());
  doors.push(door.close);
  expect(await ask({ port: door.port })).toMatchObject(expected);
});

it('the stand-in of the founding case is told for what it holds', async () => {
  const door = await listenOnLoopback(openClickHouse());
  doors.push(door.close);
  const { inventory, undeclared } = await ask({ port: door.port, inventory: 'sample' });
  expect(undeclared).toBe(0);
  expect(inventory?.items.map(({ name }) => name)).toEqual(['default.log_stream']);
  const classes = inventory?.items[0]?.classes.map((hit) => hit.class);
  expect(classes).toEqual(expect.arrayContaining(['chat-log', 'secret']));
});
