/** The MongoDB wire. OP_MSG is spoken from 3.6 on; older servers hang up on it, and answer OP_QUERY. */
import { startsMongoReply } from '../../protocols/mongodb.ts';
import { askHello, askIsMaster, lookAtMongo, mongodb as header } from '../mongodb.ts';
import type { Family } from '../service.ts';

export const mongodb: Family = {
  id: 'mongodb',
  sends: header.sends,
  opening: { name: 'mongodb', ask: askHello },
  again: { name: 'mongodb-query', ask: askIsMaster },
  recognises: (answer, question) => question.startsWith('mongodb') && startsMongoReply(answer),
  look: lookAtMongo,
};
