/** RethinkDB's driver port: it names itself in its answer to whatever it does not understand. */
import { encodeRethink } from '../../protocols/rethinkdb.ts';
import { tryRethinkAccounts } from '../rethinkdb/accounts.ts';
import { rethinkdb as header } from '../rethinkdb/header.ts';
import { lookAtRethink } from '../rethinkdb/look.ts';
import type { Family } from '../service.ts';

const REPLY =
  /^(?:\{[^{}]{0,200}"server_version"|ERROR: (?:Received an unsupported protocol version|This is the rdb protocol port))/;

export const rethinkdb: Family = {
  id: 'rethinkdb',
  sends: header.sends,
  opening: {
    name: 'rethinkdb',
    ask: (_dialogue, line) => line.send('rethinkdb', encodeRethink({ kind: 'version' })),
  },
  recognises: (answer) => REPLY.test(answer.toString('latin1', 0, 512)),
  look: lookAtRethink,
  accounts: tryRethinkAccounts,
};
