/** The MongoDB wire. OP_MSG is spoken from 3.6 on; older servers hang up on it, and answer OP_QUERY. */
import { startsMongoReply } from '../../protocols/mongodb.ts';
import { lookInClear } from '../in-clear.ts';
import { takeMongoInventory } from '../mongodb/inventory.ts';
import { askHello, askIsMaster, lookAtMongo, mongodb as header } from '../mongodb.ts';
import type { Family } from '../service.ts';

/** Its answer to a GET: https://github.com/mongodb/mongo/blob/master/src/mongo/transport/asio/asio_session_impl.cpp */
const TO_HTTP =
  /^HTTP\/1\.[01] 200 OK\r\n[^]*?\r\n\r\n(?:It looks like you are|You are) trying to access MongoDB (?:over HTTP )?on the native driver port/;

export const mongodb: Family = {
  id: 'mongodb',
  sends: header.sends,
  opening: { name: 'mongodb', ask: askHello },
  again: { name: 'mongodb-query', ask: askIsMaster },
  recognises: (answer, question) =>
    question.startsWith('mongodb')
      ? startsMongoReply(answer)
      : TO_HTTP.test(answer.toString('latin1', 0, 400)),
  inventory: takeMongoInventory,
  logsIn: true,
  look: (dialogue, opening) => lookInClear(mongodb, { dialogue, opening }, lookAtMongo),
};
