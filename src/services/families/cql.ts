/** CQL, which is Cassandra's: silent until asked, and it names itself when it is asked in another protocol. */
import { startsCqlAnswer } from '../../protocols/cql.ts';
import { tryCqlAccounts } from '../cql/accounts.ts';
import { askOptions, cassandra as header } from '../cql/header.ts';
import { takeCassandraInventory } from '../cql/inventory.ts';
import { lookAtCql } from '../cql/look.ts';
import { lookInClear } from '../in-clear.ts';
import type { Family } from '../service.ts';

const TO_OTHERS = 'Invalid or unsupported protocol version';

export const cql: Family = {
  id: 'cql',
  sends: header.sends,
  opening: { name: 'cql', ask: askOptions },
  recognises: (answer, question) =>
    startsCqlAnswer(answer) &&
    (question === 'cql' || answer.toString('latin1', 0, 160).includes(TO_OTHERS)),
  inventory: takeCassandraInventory,
  logsIn: true,
  look: (dialogue, opening) => lookInClear(cql, { dialogue, opening }, lookAtCql),
  accounts: tryCqlAccounts,
};
