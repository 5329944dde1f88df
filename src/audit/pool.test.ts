import { expect, it } from 'vitest';
import { runPool } from './pool.ts';

async function* batches<T>(...all: readonly (readonly T[])[]): AsyncGenerator<readonly T[]> {
  yield* all;
}

const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const never = new AbortController().signal;

it('runs every task once', async () => {
  const seen: number[] = [];
  await runPool(
    batches(numbers(500), numbers(3)),
    async (item) => {
      await sleep(1);
      seen.push(item);
    },
    { most: 50, signal: never },
  );
  expect(seen).toHaveLength(503);
});

it('keeps few busy, and lets those that wait make room', async () => {
  let active = 0;
  let mostAtOnce = 0;
  await runPool(
    batches(numbers(40)),
    async () => {
      active += 1;
      mostAtOnce = Math.max(mostAtOnce, active);
      await sleep(400);
      active -= 1;
    },
    { most: 30, busy: 10, signal: never },
  );
  // Ten knock; after 120 ms they wait, and ten more may knock beside them.
  expect(mostAtOnce).toBeGreaterThan(10);
  expect(mostAtOnce).toBeLessThanOrEqual(30);
});

it('starts nothing new once it is stopped', async () => {
  const controller = new AbortController();
  let started = 0;
  await runPool(
    batches(numbers(1000)),
    async () => {
      started += 1;
      if (started === 5) controller.abort();
      await sleep(5);
    },
    { most: 4, busy: 4, signal: controller.signal },
  );
  expect(started).toBeLessThan(20);
});

it('hands on a bug of a task, after the others ended', async () => {
  let ended = 0;
  const run = runPool(
    batches(numbers(10)),
    async (item) => {
      await sleep(5);
      ended += 1;
      if (item === 2) throw new Error('a bug');
    },
    { most: 10, signal: never },
  );
  await expect(run).rejects.toThrow('a bug');
  expect(ended).toBe(10);
});
