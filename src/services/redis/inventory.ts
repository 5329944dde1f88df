/** What a Redis holds: key patterns by SCAN, counts by INFO, and of a few keys of each pattern their first part. */
import { about, exactly } from '../../model/inventory.ts';
import { WireError, type Dialogue, type Line } from '../../protocols/line.ts';
import { MISSED, type InventoryTask } from '../inventory.ts';
import { Groups, type Group } from '../key-patterns.ts';
import { pipeline, readKeys, SAMPLE_COMMANDS, type Read } from './sample.ts';

export const redisLists: readonly string[] = [
  'CLIENT SETNAME {name}',
  'AUTH with credentials',
  // It tells what a command would meet, and runs nothing.
  'ACL DRYRUN {account} SET nightlatch nightlatch',
  'INFO keyspace',
  'SELECT {index}',
  'SCAN {cursor} COUNT 200',
  ...SAMPLE_COMMANDS,
];
const declares = { id: 'redis inventory', sends: redisLists };

/** Keys that are looked at in one database; a Redis shows them in no order, so that they stand for the others. */
const MOST_KEYS = 5000;
const KEYS_OF_A_PATTERN = 10;

export async function takeRedisInventory(all: Dialogue, task: InventoryTask): Promise<void> {
  const dialogue = all.speaking(declares);
  const line = await dialogue.open({ tls: task.tls });
  try {
    if (task.logIn && !(await logIn(line, task))) return task.into.missed(MISSED.refused);
    const name = dialogue.agent.replaceAll(/[^\w.-]+/g, '-');
    const [, keyspace] = await pipeline(line, [
      ['CLIENT', 'SETNAME', name],
      ['INFO', 'keyspace'],
    ]);
    if (keyspace?.kind !== 'bulk') return task.into.missed(MISSED.refused);
    task.into.listed();
    task.atRest({
      state: 'unknown',
      how: 'Redis does not encrypt the files that it saves.',
      settledBy: 'A look at the volume below its data folder, or an attestation.',
    });
    for (const found of keyspace.text.matchAll(/^db(\d{1,4}):keys=(\d{1,15})/gm)) {
      if (!task.hasTime()) return task.into.missed(MISSED.time);
      await listDatabase(line, { index: found[1] ?? '0', keys: Number(found[2]) }, task);
    }
  } finally {
    line.close();
  }
}

/** https://redis.io/docs/latest/commands/auth/, https://redis.io/docs/latest/commands/acl-dryrun/ */
async function logIn(line: Line, { logIn: account, canWrite }: InventoryTask): Promise<boolean> {
  const { user = '', password = '', isOwners } = account ?? {};
  const words = user === '' ? [password] : [user, password];
  const [answer] = await pipeline(line, [['AUTH', ...words]]);
  if (answer?.kind !== 'status') return false;
  if (!isOwners) return true;
  const who = user === '' ? 'default' : user;
  const [dry] = await pipeline(line, [['ACL', 'DRYRUN', who, 'SET', 'nightlatch', 'nightlatch']]);
  // Before Redis 6 there is one account, which may do everything; until 7 nobody tells.
  const isOld = dry?.kind === 'error' && dry.text.startsWith('ERR unknown command');
  canWrite(isOld || (dry?.kind === 'status' && dry.text === 'OK') || undefined);
  return true;
}

interface Database {
  readonly index: string;
  readonly keys: number;
}

async function listDatabase(line: Line, database: Database, task: InventoryTask): Promise<void> {
  const { into, budget } = task;
  if (database.index !== '0') await pipeline(line, [['SELECT', database.index]]);
  const { groups, whole } = await scan(line, task);
  if (!whole) into.missed('Some keys were not listed: the patterns stand for a part of them.');
  if (groups.beyond > 0) into.missed(`No more than ${budget.items} key patterns were listed.`);
  const count = whole
    ? ({ seen }: Group) => exactly(seen)
    : ({ seen }: Group) => about((seen / Math.max(groups.scanned, 1)) * database.keys);
  const bySize = [...groups.found].toSorted(([, a], [, b]) => b.seen - a.seen);
  for (const [pattern, group] of bySize) {
    const read = await sampleOf(line, group, task);
    into.add({
      kind: 'keys',
      name: database.index === '0' ? pattern : `${database.index}/${pattern}`,
      rows: count(group),
      // Without a sample a key is the only name that there is.
      ...(read && read.rows.length > 0
        ? { fields: [], sample: read.rows }
        : { fields: [{ name: pattern, type: 'key' }] }),
    });
  }
}

async function scan(
  line: Line,
  { budget, hasTime, into }: InventoryTask,
): Promise<{ groups: Groups; whole: boolean }> {
  const groups = new Groups(budget.items, KEYS_OF_A_PATTERN);
  let cursor = '0';
  do {
    const [reply] = await pipeline(line, [['SCAN', cursor, 'COUNT', '200']]);
    if (reply?.kind !== 'array') {
      into.missed(MISSED.refused);
      return { groups, whole: false };
    }
    const [next, keys] = reply.items;
    for (const key of keys?.kind === 'array' ? keys.items : [])
      if (key.kind === 'bulk') groups.add(key.text);
    cursor = next?.kind === 'bulk' && /^\d{1,20}$/.test(next.text) ? next.text : '0';
  } while (cursor !== '0' && groups.scanned < MOST_KEYS && hasTime());
  return { groups, whole: cursor === '0' };
}

async function sampleOf(
  line: Line,
  { keys }: Group,
  { budget, into, hasTime }: InventoryTask,
): Promise<Read | undefined> {
  if (!budget.samples) return undefined;
  if (!line.usable || !hasTime()) {
    into.missed(line.usable ? MISSED.time : LARGE);
    return undefined;
  }
  try {
    const read = await readKeys(line, keys);
    if (read.refused) into.missed(MISSED.refused);
    return read;
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    // What does not fit is left on the line: it is of no more use.
    line.close();
    into.missed(LARGE);
    return undefined;
  }
}

const LARGE = 'A value that is too large ended the reading of samples.';
