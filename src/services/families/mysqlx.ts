/** MySQL's X Protocol: a server greets unasked from 8.0.16 on, and waits for a question before. */
import { encodeMysqlx, isMysqlx } from '../../protocols/mysqlx.ts';
import { mysqlX } from '../mysql/header.ts';
import { lookAtMysqlX } from '../mysql/x-look.ts';
import type { Family } from '../service.ts';

export const mysqlx: Family = {
  id: 'mysqlx',
  sends: mysqlX.sends,
  opening: {
    name: 'capabilities',
    ask: (_dialogue, line) => line.send('mysqlx', encodeMysqlx('capabilities')),
  },
  recognises: isMysqlx,
  look: lookAtMysqlX,
};
