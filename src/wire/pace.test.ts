import { expect, it } from 'vitest';
import { Pace } from './pace.ts';

const FAR = '10.0.0.1';
const settled = async (promise: Promise<unknown>): Promise<boolean> =>
  Promise.race([
    promise.then(() => true),
    new Promise<boolean>((resolve) => {
      setTimeout(() => resolve(false), 30);
    }),
  ]);

it('asks so many endpoints of a host at a time, and of another host beside them', async () => {
  const pace = new Pace({ rate: Number.POSITIVE_INFINITY, perHost: 2 });
  const first = await pace.toAsk(FAR);
  await pace.toAsk(FAR);
  const third = pace.toAsk(FAR);

  expect(await settled(third)).toBe(false);
  expect(await settled(pace.toAsk('10.0.0.2'))).toBe(true);
  first();
  first();
  expect(await settled(third)).toBe(true);
  expect(await settled(pace.toAsk(FAR))).toBe(false);
});

it('opens more connections of a host together than it asks', async () => {
  const pace = new Pace({ rate: Number.POSITIVE_INFINITY, perHost: 2, halfOpen: 3 });
  for (let count = 0; count < 3; count += 1) await pace.toConnect(FAR);
  expect(await settled(pace.toConnect(FAR))).toBe(false);
});

it('keeps to its rate', async () => {
  const pace = new Pace({ rate: 100, perHost: 2, halfOpen: 1000 });
  const start = performance.now();
  await Promise.all(Array.from({ length: 32 }, () => pace.toConnect(FAR)));
  expect(performance.now() - start).toBeGreaterThan(200);
});

it('holds nobody back on loopback', async () => {
  const pace = new Pace({ rate: 1, perHost: 1, halfOpen: 1 });
  for (let count = 0; count < 50; count += 1) {
    await pace.toConnect('127.0.0.1');
    await pace.toAsk('::1');
  }
  expect.assertions(0);
});

it('lets everybody go when the run is stopped', async () => {
  const controller = new AbortController();
  const pace = new Pace({ rate: 1, perHost: 1, halfOpen: 100 }, controller.signal);
  await pace.toAsk(FAR);
  const asking = pace.toAsk(FAR);
  const connecting = Promise.all(Array.from({ length: 20 }, () => pace.toConnect(FAR)));
  controller.abort();
  expect(await settled(asking)).toBe(true);
  expect(await settled(connecting)).toBe(true);
});
