/** What the inventory asks of a MongoDB, each bounded by the server itself. https://www.mongodb.com/docs/manual/reference/command/ */
import type { MongoCommand } from '../../protocols/mongodb.ts';

const MOST_COLLECTIONS = 200;
/** Milliseconds that a command may take. */
const MOST_TIME = 2000;

export const listDatabases: MongoCommand = {
  name: 'listDatabases',
  options: { nameOnly: true, $readPreference: { mode: 'primaryPreferred' } },
};

export const commandLine: MongoCommand = { name: 'getCmdLineOpts' };

export function listCollections(database: string): MongoCommand {
  const options = { nameOnly: true, cursor: { batchSize: MOST_COLLECTIONS } };
  return { name: 'listCollections', database, options };
}

/** Count and size as the server keeps them: nothing is counted. */
export function statistics(database: string, collection: string): MongoCommand {
  return { name: 'collStats', database, collection, options: { scale: 1 } };
}

export function sample(database: string, collection: string, limit: number): MongoCommand {
  const options = { limit, batchSize: limit, singleBatch: true, maxTimeMS: MOST_TIME };
  return { name: 'find', database, collection, options };
}

export const mongodbLists: readonly string[] = [
  'hello admin client',
  'listDatabases admin nameOnly=true $readPreference.mode=primaryPreferred',
  'getCmdLineOpts admin',
  `listCollections {key} nameOnly=true cursor.batchSize=${MOST_COLLECTIONS}`,
  'collStats {key} {key} scale=1',
  `find {key} {key} limit={number} batchSize={number} singleBatch=true maxTimeMS=${MOST_TIME}`,
];
