/** TNS: silent until a CONNECT. The product's file judges. */
import { ProtocolError } from '../../protocols/codec.ts';
import { encodeTns, parseTns } from '../../protocols/tns.ts';
import { lookAtOracle, oracle as header } from '../oracle.ts';
import type { Family } from '../service.ts';

export const tns: Family = {
  id: 'tns',
  sends: header.sends,
  opening: {
    name: 'tns',
    ask: (_dialogue, line) => line.send('tns', encodeTns({ kind: 'version' })),
  },
  recognises(answer, question) {
    if (question !== 'tns') return false;
    try {
      return parseTns(answer, false) !== undefined;
    } catch (error) {
      if (error instanceof ProtocolError) return false;
      throw error;
    }
  },
  look: lookAtOracle,
};
