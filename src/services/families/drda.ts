/** DRDA: silent until attributes are exchanged. The product's file judges. */
import { ProtocolError } from '../../protocols/codec.ts';
import { DRDA_REPLY, encodeDrda, parseDrda } from '../../protocols/drda.ts';
import { db2 as header, lookAtDb2 } from '../db2.ts';
import type { Family } from '../service.ts';

export const drda: Family = {
  id: 'drda',
  sends: header.sends,
  opening: {
    name: 'drda',
    ask: (_dialogue, line) => line.send('drda', encodeDrda({ kind: 'exchange' })),
  },
  recognises(answer, question) {
    try {
      const point = parseDrda(answer, false)?.value.point;
      // To anything else it answers that this is a fault of syntax.
      return point === (question === 'drda' ? DRDA_REPLY.attributes : DRDA_REPLY.syntax);
    } catch (error) {
      if (error instanceof ProtocolError) return false;
      throw error;
    }
  },
  look: lookAtDb2,
};
