import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WatchEntry } from '../model/watch-config.ts';
import { openStore, type Store } from '../store/store.ts';
import { Watcher, type LookAtEntry } from './watcher.ts';

let folder = '';
let store: Store;
let clock = new Date('2026-01-01T10:00:00Z');
const errors: string[] = [];
const unfinished: string[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-watcher-'));
  store = await openStore({ folder });
  clock = new Date('2026-01-01T10:00:00Z');
  errors.length = 0;
  unfinished.length = 0;
});
afterEach(async () => {
  await store[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const hourly = WatchEntry.parse({ name: 'lab', every: '1h', jitter: 0 });

async function watching(
  look: LookAtEntry,
  use: (watcher: Watcher) => Promise<void>,
  entries: readonly WatchEntry[] = [hourly],
): Promise<void> {
  const watcher = new Watcher({
    store,
    entries,
    look,
    now: () => clock,
    dice: () => 0,
    onError: (entry, error) => errors.push(`${entry}: ${String(error)}`),
    onUnfinished: (entry, run) => {
      unfinished.push(`${entry} ${run}`);
      return Promise.resolve();
    },
  });
  await watcher.start();
  try {
    await use(watcher);
  } finally {
    await watcher.stop();
  }
}

const settled = async (): Promise<void> => {
  await new Promise((resolve) => {
    setTimeout(resolve, 30);
  });
};

describe('the watcher', () => {
  it('looks at once, then an interval later', async () => {
    const looks: string[] = [];
    const look: LookAtEntry = ({ name }) => {
      looks.push(name);
      return Promise.resolve();
    };
    await watching(look, async (watcher) => {
      await watcher.tick();
      await settled();
      await watcher.tick();
      expect(looks).toEqual(['lab']);
      expect(await store.jobs.byName('lab')).toMatchObject({
        run: null,
        next_at: '2026-01-01T11:00:00.000Z',
      });
      clock = new Date('2026-01-01T11:00:00Z');
      await watcher.tick();
      await settled();
      expect(looks).toEqual(['lab', 'lab']);
      expect(await watcher.lookNow('lab')).toBe(true);
      await settled();
      expect(looks).toHaveLength(3);
      expect(await watcher.lookNow('nobody')).toBe(false);
    });
  });

  it('never looks at an entry twice at a time, and stops what is under way', async () => {
    let begun = 0;
    let stopped = false;
    const look: LookAtEntry = (_, { signal }) =>
      new Promise((resolve) => {
        begun += 1;
        signal.addEventListener('abort', () => {
          stopped = true;
          resolve();
        });
      });
    await watching(look, async (watcher) => {
      await watcher.tick();
      clock = new Date('2026-01-01T15:00:00Z');
      await watcher.tick();
      expect(begun).toBe(1);
      expect(watcher.running).toEqual(['lab']);
      expect(await watcher.lookNow('lab')).toBe(false);
    });
    expect(stopped).toBe(true);
  });

  it('looks lightly between whole looks, and at news at once or after the look that is under way', async () => {
    const looks: string[] = [];
    let end = (): void => undefined;
    const look: LookAtEntry = (_, { depth, only, signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve());
        looks.push([depth, ...(only ?? [])].join(' '));
        end = resolve;
      });
    const entry = WatchEntry.parse({ name: 'lab', every: '1h', full_every: '2h', jitter: 0 });
    await watching(
      look,
      async (watcher) => {
        await watcher.tick();
        await settled();
        await watcher.lookAtNews('lab', ['127.0.0.1 6379']);
        expect(looks).toEqual(['full']);
        end();
        await settled();
        await watcher.tick();
        await settled();
        expect(looks).toEqual(['full', 'news 127.0.0.1 6379']);
        end();
        await settled();
        expect(await store.jobs.byName('lab')).toMatchObject({
          next_at: '2026-01-01T11:00:00.000Z',
        });
        for (const hour of ['11', '12']) {
          clock = new Date(`2026-01-01T${hour}:00:00Z`);
          await watcher.tick();
          await settled();
          end();
          await settled();
        }
        expect(looks.slice(2)).toEqual(['light', 'full']);
      },
      [entry],
    );
  });

  it('goes on after a look that failed', async () => {
    await watching(
      () => Promise.reject(new Error('no way')),
      async (watcher) => {
        await watcher.tick();
        await settled();
        expect(errors).toEqual(['lab: Error: no way']);
        expect(await store.jobs.byName('lab')).toMatchObject({ run: null });
      },
    );
  });

  it('takes up what was under way when the program was killed, and forgets what is watched no more', async () => {
    const begun = {
      entry: 'lab',
      vantage: 'segment',
      version: '1',
      started: '2026-01-01T09:30:00Z',
    };
    await store.runs.begin({ ...begun, id: 'dead' });
    await store.runs.begin({ ...begun, id: 'older' });
    await store.jobs.put({
      name: 'lab',
      next_at: '2026-01-01T09:00:00.000Z',
      run: 'dead',
      body: '{}',
    });
    await store.jobs.put({
      name: 'gone',
      next_at: '2026-01-01T09:00:00.000Z',
      run: null,
      body: '{}',
    });
    const looks: string[] = [];
    const look: LookAtEntry = (_, { run, resumes }) => {
      looks.push(`${run} ${resumes}`);
      return Promise.resolve();
    };
    await watching(look, async (watcher) => {
      await watcher.tick();
      await settled();
      expect(looks).toEqual(['dead true']);
      expect(unfinished).toEqual(['lab older']);
      expect((await store.runs.byId('older'))?.interrupted).toBe(true);
      expect(await store.jobs.byName('gone')).toBeUndefined();
    });
  });
});
