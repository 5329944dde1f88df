/** Tabular Data Stream: it stays silent until a PRELOGIN. The product's files judge. */
import { ProtocolError } from '../../protocols/codec.ts';
import { encodeTds, ENCRYPT, parsePrelogin } from '../../protocols/tds.ts';
import { tryMssqlAccounts } from '../mssql/accounts.ts';
import { mssql as header } from '../mssql/header.ts';
import { lookAtMssql } from '../mssql/look.ts';
import type { Family } from '../service.ts';

export const tds: Family = {
  id: 'tds',
  sends: header.sends,
  opening: {
    name: 'tds',
    ask: (_dialogue, line) =>
      line.send('tds', encodeTds({ kind: 'prelogin', encryption: ENCRYPT.off })),
  },
  recognises(answer, question) {
    if (question !== 'tds') return false;
    try {
      return parsePrelogin(answer, false) !== undefined;
    } catch (error) {
      if (error instanceof ProtocolError) return false;
      throw error;
    }
  },
  look: lookAtMssql,
  accounts: tryMssqlAccounts,
};
