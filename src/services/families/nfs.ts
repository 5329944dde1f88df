/** ONC RPC: every program answers a call to another one, and says that it does not have it. */
import { ProtocolError } from '../../protocols/codec.ts';
import { encodeRpc, parseRpc } from '../../protocols/rpc/rpc.ts';
import { nfs as header } from '../nfs/header.ts';
import { lookAtNfs } from '../nfs/look.ts';
import type { Family } from '../service.ts';

export const nfs: Family = {
  id: 'nfs',
  sends: header.sends,
  opening: {
    name: 'nfs',
    ask: (_dialogue, line) => line.send('rpc', encodeRpc(1, { kind: 'null-nfs' })),
  },
  recognises(answer, question) {
    if (question !== 'nfs') return false;
    try {
      return parseRpc(answer, false) !== undefined;
    } catch (error) {
      if (error instanceof ProtocolError) return false;
      throw error;
    }
  },
  look: lookAtNfs,
};
