/**
 * kill -9 at random moments while doors open and shut, over both stores: nothing that was committed may be lost, the
 * store opens every time, and a receiver that goes by ids hears of each change once.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, dial } from '../lab/dial.ts';
import { type LabServer, missing, startServer } from '../lab/index.ts';
import { openStore, type Store, type Where } from '../src/store/store.ts';
import { isTold } from '../src/watch/alerts/message.ts';
import { atMost, type Must, type Result, say, skip } from './figure.ts';
import { onLoopback } from './place.ts';
import { pause } from './pause.ts';
import { end, type Arrival, type Hook, startHook, startServe } from './serving.ts';

/** A store, unless `crash:30` asks for another number. */
const KILLS = 100;
const DOORS = 6;
/** Every fourth kill falls within so many milliseconds of its start, into its first steps. */
const STARTS = 4;
const STARTING = 1500;
/** The others so many after it began to watch, however long that took: up to its third look. */
const LATEST = 3500;
/** Milliseconds for the last messages to arrive, after the last kill. */
const SETTLE = 12_000;
const MOST = 100_000;

interface Outcome {
  readonly kills: number;
  readonly changes: number;
  readonly runs: number;
  readonly taken_up: number;
  readonly messages: number;
  readonly arrivals: number;
  readonly lost: number;
  readonly twice: number;
  readonly unopened: number;
}

async function setPassword({ address, port }: LabServer, wanted: boolean): Promise<void> {
  const words = wanted
    ? 'CONFIG SET requirepass bench\r\n'
    : 'AUTH bench\r\nCONFIG SET requirepass ""\r\n';
  await ask(dial(address, port), words);
}

async function changesOf(store: Store): Promise<string[]> {
  const all = await store.changes.after(0, MOST);
  return all.map(({ seq, finding, kind, run }) => `${seq} ${finding} ${kind} ${run}`);
}

/** What the receiver has to have heard, by what the store says: one message for each run with something to tell. */
async function compare(
  store: Store,
  arrivals: readonly Arrival[],
): Promise<Pick<Outcome, 'lost' | 'twice' | 'messages'>> {
  const wanted = new Map<string, number>();
  for (const change of await store.changes.after(0, MOST)) {
    if (!isTold(change) || change.run === null) continue;
    wanted.set(change.run, (wanted.get(change.run) ?? 0) + 1);
  }
  const byId = new Map(arrivals.map(({ message }) => [message.id, message]));
  const told = [...byId.values()].filter(({ items }) => items.length > 0);
  const heard = told.reduce((sum, { items, more }) => sum + items.length + more, 0);
  const changed = [...wanted.values()].reduce((sum, count) => sum + count, 0);
  const unheard = Math.max(0, changed - heard, wanted.size - told.length);
  const surplus = Math.max(0, heard - changed, told.length - wanted.size);
  const differing = arrivals.filter(
    ({ message }) => JSON.stringify(byId.get(message.id)) !== JSON.stringify(message),
  );
  return { lost: unheard, twice: surplus + differing.length, messages: told.length };
}

async function killed(where: Where, folder: string, hook: Hook, kills: number): Promise<Outcome> {
  const doors: LabServer[] = [];
  try {
    for (let index = 0; index < DOORS; index += 1) doors.push(await startServer('redis', 'open'));
    const targets = doors.map(({ address, port }) => `'${address}:${port}'`).join(', ');
    const plan = {
      place: onLoopback,
      folder,
      hook: hook.port,
      watch: [`{name: doors, targets: [${targets}], every: 1s, jitter: 0, full_every: 5s}`],
      ...('url' in where && { url: where.url }),
    };
    let kept: string[] = [];
    let [lost, unopened, takenUp] = [0, 0, 0];
    for (let kill = 0; kill < kills; kill += 1) {
      const serving = startServe(plan);
      const door = doors[kill % DOORS];
      if (door) await setPassword(door, kill % (2 * DOORS) < DOORS);
      if (kill % STARTS === 0) await pause(Math.random() * STARTING);
      else {
        await serving.watching;
        await pause(Math.random() * LATEST);
      }
      await end(serving.child, 'SIGKILL');
      try {
        await using store = await openStore(where);
        const now = await changesOf(store);
        lost += kept.filter((line, index) => now[index] !== line).length;
        takenUp += (await store.runs.unfinished()).length;
        kept = now;
      } catch (error) {
        say(`  the store does not open: ${String(error)}`);
        unopened += 1;
      }
    }
    const last = startServe(plan);
    await last.watching;
    await pause(SETTLE);
    await end(last.child, 'SIGTERM');
    await using store = await openStore(where);
    const told = await compare(store, hook.arrivals);
    const runs = (await store.runs.latest(MOST)).length;
    return {
      kills,
      changes: (await changesOf(store)).length,
      runs,
      taken_up: takenUp,
      messages: told.messages,
      arrivals: hook.arrivals.length,
      lost: lost + told.lost,
      twice: told.twice,
      unopened,
    };
  } finally {
    for (const door of doors) await door.stop();
  }
}

async function over(
  name: string,
  kills: number,
  whereOf: (folder: string) => Where,
): Promise<Outcome> {
  say(`  ${name}`);
  const folder = mkdtempSync(join(tmpdir(), 'nightlatch-bench-'));
  try {
    await using hook = await startHook(onLoopback);
    return await killed(whereOf(folder), folder, hook, kills);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function crash([wanted]: readonly string[]): Promise<Result> {
  const kills = wanted === undefined ? KILLS : Number(wanted);
  const reason = missing('redis') ?? missing('postgresql');
  if (reason !== undefined) return skip(reason);
  const sqlite = await over('SQLite', kills, (folder) => ({ folder: join(folder, 'data') }));
  await using server = await startServer('postgresql', 'open');
  const { address, port } = server;
  const url = `postgresql://postgres@${address}:${port}/postgres`;
  const postgresql = await over('PostgreSQL', kills, () => ({ url }));
  const must = (name: string, { lost, twice, unopened }: Outcome): Must[] => [
    atMost(`${name}: changes or messages lost`, lost, 0),
    atMost(`${name}: told twice under another id`, twice, 0),
    atMost(`${name}: stores that did not open`, unopened, 0),
  ];
  return {
    figures: { sqlite, postgresql },
    must: [...must('SQLite', sqlite), ...must('PostgreSQL', postgresql)],
  };
}
