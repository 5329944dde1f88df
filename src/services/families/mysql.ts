/** MySQL's wire: the server speaks first, so that there is no opening question. The product's files judge. */
import { ProtocolError } from '../../protocols/codec.ts';
import { parseMysqlOpening } from '../../protocols/mysql.ts';
import { tryMysqlAccounts } from '../mysql/accounts.ts';
import { mysql as header } from '../mysql/header.ts';
import { takeMysqlInventory } from '../mysql/inventory.ts';
import { lookAtMysql } from '../mysql/look.ts';
import type { Family } from '../service.ts';

/** Server errors have numbers from here on; https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html */
const FIRST_ERROR = 1000;
const LAST_ERROR = 5000;
const SEQUENCE_AT = 3;
/** MariaDB 10.3 numbers a refusal that comes in place of its greeting 1, as if we had spoken; all others begin with 0. */
const REFUSAL_NUMBERS = new Set([0, 1]);

export const mysql: Family = {
  id: 'mysql',
  sends: header.sends,
  // It speaks unasked, whatever was asked; a slow look-up of our name makes it late.
  recognises(answer) {
    const sequence = answer[SEQUENCE_AT] ?? -1;
    if (!REFUSAL_NUMBERS.has(sequence)) return false;
    try {
      const spoken = parseMysqlOpening(answer, false)?.value;
      if (!spoken) return false;
      if (spoken.kind === 'greeting') return sequence === 0 && /^\d[ -~]*$/.test(spoken.version);
      return (
        spoken.code >= FIRST_ERROR &&
        spoken.code < LAST_ERROR &&
        /^[ -~\u{A0}-\u{FFFF}]+$/u.test(spoken.text)
      );
    } catch (error) {
      if (error instanceof ProtocolError) return false;
      throw error;
    }
  },
  look: lookAtMysql,
  accounts: tryMysqlAccounts,
  inventory: takeMysqlInventory,
  logsIn: true,
};
