/**
 * MongoDB, and what speaks its wire protocol: FerretDB, DocumentDB, Cosmos DB.
 * `hello`, `buildInfo` and `whatsmyuri` are answered before a log-in and prove nothing. `listDatabases` is the protected
 * read; because it may be filtered to nothing, `getParameter` stands beside it: it needs a right over the whole cluster,
 * its answer is never empty, and both mongod and mongos have the parameter.
 * https://www.mongodb.com/docs/manual/reference/privilege-actions/
 */
import {
  encodeMongoCommands,
  mongoClient,
  parseMongoReply,
  type MongoCommand,
  type MongoForm,
} from '../protocols/mongodb.ts';
import type { BsonDocument } from '../protocols/bson.ts';
import type { Dialogue, Line } from '../protocols/line.ts';
import { mongodbLists } from './mongodb/requests.ts';
import { isAnswer } from './mongodb/reply.ts';
import { judge } from './mongodb/verdict.ts';
import { look, type Look, type Opening, type ServiceHeader } from './service.ts';

export const mongodb: ServiceHeader = {
  id: 'mongodb',
  title: 'MongoDB and compatible servers',
  family: 'mongodb',
  sends: [
    'hello admin client',
    'buildInfo admin',
    'listDatabases admin nameOnly=true $readPreference.mode=primaryPreferred',
    'getParameter admin authenticationMechanisms=1',
    'whatsmyuri admin',
    'nl{nonce} admin',
    'query isMaster admin client',
    'query buildInfo admin',
    'query listDatabases admin',
    'query getParameter admin authenticationMechanisms=1',
    'query whatsmyuri admin',
    'query nl{nonce} admin',
  ],
  lists: mongodbLists,
  verdicts: [
    'open',
    'partial',
    'unclaimed',
    'protected',
    'identified',
    'tls-only',
    'decoy',
    'unknown',
  ],
  verified:
    'FerretDB 1.24.2, real server; MongoDB 3.6.8, real server (lab:heavy); later ones from documented answers',
};

export function askHello(dialogue: Dialogue, line: Line): void {
  const hello = { name: 'hello', options: { client: mongoClient(dialogue.agent) } };
  line.send('mongodb', encodeMongoCommands('message', [hello]));
}

export function askIsMaster(dialogue: Dialogue, line: Line): void {
  const isMaster = { name: 'isMaster', options: { client: mongoClient(dialogue.agent) } };
  line.send('mongodb', encodeMongoCommands('query', [isMaster]));
}

export async function lookAtMongo(dialogue: Dialogue, opening: Opening): Promise<Look> {
  const { line, form } = await start(dialogue, opening);
  const { body: hello } = await line.read(parseMongoReply);
  if (!isAnswer(hello)) {
    return look({
      protocol: 'mongodb',
      access: 'identified',
      reason: 'Its messages are framed as those of MongoDB, and answer no command.',
    });
  }
  line.send('mongodb', encodeMongoCommands(form, questions(form, dialogue.nonce())));
  const [buildInfo, databases, parameter, client, control] = await answers(line);
  if (!buildInfo || !databases || !parameter || !client || !control)
    throw new Error('five replies were read');
  const place = { loopback: isLoopback(dialogue.address), plaintext: line.encrypted ? null : true };
  return judge({ buildInfo, databases, parameter, client, control }, place);
}

interface Started {
  readonly line: Line;
  readonly form: MongoForm;
}

/** The line that was asked in its own words, or a new one where it named itself in the answer to a GET. */
async function start(dialogue: Dialogue, { line, question }: Opening): Promise<Started> {
  if (question === 'mongodb') return { line, form: 'message' };
  if (question === 'mongodb-query') return { line, form: 'query' };
  line.close();
  const first = await dialogue.open({ tls: line.encrypted });
  askHello(dialogue, first);
  if ((await first.listen(dialogue.timeout)).outcome === 'bytes')
    return { line: first, form: 'message' };
  first.close();
  const second = await dialogue.open({ tls: line.encrypted });
  askIsMaster(dialogue, second);
  return { line: second, form: 'query' };
}

/** In one packet; they are answered in order. A secondary lists its databases only to whom it may serve reads. */
function questions(form: MongoForm, nonce: string): MongoCommand[] {
  const read = { nameOnly: true, $readPreference: { mode: 'primaryPreferred' } };
  return [
    { name: 'buildInfo' },
    { name: 'listDatabases', ...(form === 'message' && { options: read }) },
    { name: 'getParameter', options: { authenticationMechanisms: 1 } },
    { name: 'whatsmyuri' },
    { name: nonce },
  ];
}

const QUESTIONS = 5;

async function answers(line: Line): Promise<BsonDocument[]> {
  const bodies: BsonDocument[] = [];
  while (bodies.length < QUESTIONS) {
    bodies.push((await line.read(parseMongoReply)).body);
  }
  return bodies;
}

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}
