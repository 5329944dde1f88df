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

/** Rows that are counted at most. */
const MOST_COUNTED = 50_000;

/** How many different values a field has, counted in the server: https://www.mongodb.com/docs/manual/reference/operator/aggregation/count/ */
export function distinct(database: string, collection: string, field: string): MongoCommand {
  const pipeline = [
    { $limit: MOST_COUNTED },
    { $match: { [field]: { $ne: null } } },
    { $group: { _id: `$${field}` } },
    { $count: 'people' },
  ];
  const options = { pipeline, cursor: { batchSize: 1 }, maxTimeMS: MOST_TIME };
  return { name: 'aggregate', database, collection, options };
}

export function isCountable(rows: number): boolean {
  return rows <= MOST_COUNTED;
}

/** https://www.mongodb.com/docs/manual/reference/command/connectionStatus/ */
export const connectionStatus: MongoCommand = {
  name: 'connectionStatus',
  options: { showPrivileges: true },
};

export const mongodbLists: readonly string[] = [
  'hello admin client',
  'listDatabases admin nameOnly=true $readPreference.mode=primaryPreferred',
  'getCmdLineOpts admin',
  `listCollections {key} nameOnly=true cursor.batchSize=${MOST_COLLECTIONS}`,
  'collStats {key} {key} scale=1',
  `aggregate {key} {key} pipeline.0.$limit=${MOST_COUNTED} pipeline.1.$match.{name}.$ne=null pipeline.2.$group._id=\${name} pipeline.3.$count=people cursor.batchSize=1 maxTimeMS=${MOST_TIME}`,
  'saslStart {name} mechanism=SCRAM-SHA-256 payload options.skipEmptyExchange=true',
  'saslContinue {name} conversationId={number} payload',
  'connectionStatus admin showPrivileges=true',
  `find {key} {key} limit={number} batchSize={number} singleBatch=true maxTimeMS=${MOST_TIME}`,
];
