/** The PostgreSQL wire: an SSLRequest, answered in one byte by everything that speaks it. The product's files judge. */
import { ProtocolError } from '../../protocols/codec.ts';
import { encodeSslRequest, parseSslAnswer } from '../../protocols/pgwire.ts';
import { takePostgresqlInventory } from '../postgresql/inventory.ts';
import { lookAtPostgresql } from '../postgresql/look.ts';
import type { Family } from '../service.ts';

export const pgwire: Family = {
  id: 'pgwire',
  sends: ['SSLRequest'],
  opening: { name: 'pgwire', ask: (_dialogue, line) => line.send('pgwire', encodeSslRequest()) },
  recognises(answer, question) {
    if (question !== 'pgwire') return false;
    try {
      const parsed = parseSslAnswer(answer, false);
      // More bytes than the answer would be somebody else's words, or a trap for the TLS that follows.
      return (
        parsed !== undefined && (parsed.length === answer.length || parsed.value.kind === 'error')
      );
    } catch (error) {
      if (error instanceof ProtocolError) return false;
      throw error;
    }
  },
  look: lookAtPostgresql,
  inventory: takePostgresqlInventory,
  logsIn: true,
};
