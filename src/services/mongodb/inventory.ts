/** What a MongoDB holds: its databases, their collections by the server's own statistics, and a few documents of each. */
import { identifyingName } from '../../data/people.ts';
import { about, amountUnknown, exactly, type Amount } from '../../model/inventory.ts';
import type { BsonDocument } from '../../protocols/bson.ts';
import type { Dialogue } from '../../protocols/line.ts';
import { MISSED, type InventoryTask } from '../inventory.ts';
import { writesHere } from './log-in.ts';
import { succeeded } from './reply.ts';
import * as ask from './requests.ts';
import { Talk } from './talk.ts';
import { batchOf, documentsIn, fieldsOf, hasMore, numberIn, rowOf, textIn } from './rows.ts';

const declares = { id: 'mongodb inventory', sends: ask.mongodbLists };
/** Its own databases and collections: accounts, the log of replication, settings. */
const OWN_DATABASES = new Set(['admin', 'config', 'local']);
const OWN_COLLECTION = /^system\./;
const WORD = /^[!-~]{1,128}$/;
/** Documents are asked for as long as together they are likely to be below what one answer may have. */
const MOST_BYTES = 256 * 1024;
const LARGE = 'Documents that are too large or too deep were not read.';
const VIEWS = 'Views were listed and their rows not read.';

export async function takeMongoInventory(all: Dialogue, task: InventoryTask): Promise<void> {
  const talk = new Talk(all.speaking(declares), task.tls, task.logIn);
  try {
    const listed = await talk.run(ask.listDatabases);
    if (!succeeded(listed)) return task.into.missed(MISSED.refused);
    task.into.listed();
    if (task.logIn?.isOwners) task.canWrite(await writesHere((command) => talk.run(command)));
    tellAtRest(await talk.run(ask.commandLine), task);
    for (const database of documentsIn(listed.get('databases'))) {
      const name = textIn(database, 'name');
      if (OWN_DATABASES.has(name)) continue;
      if (!WORD.test(name)) task.into.missed(MISSED.unquotable);
      else if (task.hasTime()) await listDatabase(talk, name, task);
      else return task.into.missed(MISSED.time);
    }
  } finally {
    talk.close();
  }
}

async function listDatabase(talk: Talk, database: string, task: InventoryTask): Promise<void> {
  const { into, budget } = task;
  const listed = await talk.run(ask.listCollections(database));
  if (!succeeded(listed)) return into.missed(MISSED.refused);
  if (hasMore(listed)) into.missed(`No more than ${budget.items} collections were listed.`);
  for (const entry of batchOf(listed)) {
    const collection = {
      database,
      name: textIn(entry, 'name'),
      isView: textIn(entry, 'type') === 'view',
    };
    if (OWN_COLLECTION.test(collection.name)) continue;
    if (into.isFull) return into.missed(`No more than ${budget.items} collections were listed.`);
    await addCollection(talk, collection, task);
  }
}

interface Collection {
  readonly database: string;
  readonly name: string;
  readonly isView: boolean;
}

async function addCollection(
  talk: Talk,
  collection: Collection,
  task: InventoryTask,
): Promise<void> {
  const { database, name, isView } = collection;
  const mayAsk = WORD.test(name) && !isView && task.hasTime();
  const seen = mayAsk ? await talk.run(ask.statistics(database, name)) : new Map();
  const documents = await sampleOf(talk, collection, task, numberIn(seen, 'avgObjSize') ?? 0);
  const [rows, bytes] = [numberIn(seen, 'count'), numberIn(seen, 'size')];
  const people = documents && (await peopleOf(talk, collection, { documents, rows }, task));
  task.into.add({
    kind: isView ? 'view' : 'collection',
    name: `${database}.${name}`,
    fields: fieldsOf(documents ?? []),
    // After a crash the server's own count may be off.
    rows: rows === undefined ? amountUnknown : about(rows),
    bytes: bytes === undefined ? amountUnknown : about(bytes),
    ...(documents && { sample: documents.map(rowOf) }),
    ...(people && { people }),
  });
}

/** A field by its plain name: in a pipeline `$` and a dot mean something. */
const PLAIN_FIELD = /^\w{1,100}$/;

/** Counted by the server, where the collection is small. */
async function peopleOf(
  talk: Talk,
  { database, name }: Collection,
  { documents, rows }: { documents: readonly BsonDocument[]; rows: number | undefined },
  { hasTime }: InventoryTask,
): Promise<Amount | undefined> {
  const names = fieldsOf(documents).map((field) => field.name);
  const person = identifyingName(names.filter((each) => PLAIN_FIELD.test(each)));
  if (person === undefined || rows === undefined || !ask.isCountable(rows) || !hasTime())
    return undefined;
  const answer = await talk.tryTo(ask.distinct(database, name, person));
  const counted =
    answer && succeeded(answer) ? numberIn(batchOf(answer)[0] ?? new Map(), 'people') : undefined;
  return counted === undefined || counted === 0 ? undefined : exactly(counted);
}

async function sampleOf(
  talk: Talk,
  { database, name, isView }: Collection,
  { budget, into, hasTime }: InventoryTask,
  size: number,
): Promise<BsonDocument[] | undefined> {
  if (!budget.samples) return undefined;
  const why = isView
    ? VIEWS
    : !WORD.test(name)
      ? MISSED.unquotable
      : size > MOST_BYTES
        ? LARGE
        : hasTime()
          ? undefined
          : MISSED.time;
  if (why !== undefined) {
    into.missed(why);
    return undefined;
  }
  const limit = Math.max(1, Math.min(budget.rows, Math.floor(MOST_BYTES / Math.max(size, 1))));
  const found = await talk.tryTo(ask.sample(database, name, limit));
  if (!found) into.missed(LARGE);
  else if (!succeeded(found)) into.missed(MISSED.refused);
  return found && batchOf(found);
}

/** https://www.mongodb.com/docs/manual/reference/configuration-options/#security-options */
function tellAtRest(body: BsonDocument, { atRest }: InventoryTask): void {
  const parsed = body.get('parsed');
  const security = parsed instanceof Map ? (parsed as BsonDocument).get('security') : undefined;
  const encrypted =
    security instanceof Map && (security as BsonDocument).get('enableEncryption') === true;
  atRest({
    state: encrypted ? 'encrypted' : 'unknown',
    how: encrypted
      ? 'It was started with security.enableEncryption.'
      : 'The server was not started with encryption of its own, or does not say.',
    settledBy: encrypted ? '' : 'A look at the volume below its data folder, or an attestation.',
  });
}
