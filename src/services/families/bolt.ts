/** Bolt: it stays silent until the handshake, and answers it with four bytes. The product's files judge. */
import { ProtocolError } from '../../protocols/codec.ts';
import { encodeBoltHandshake, parseBoltVersion } from '../../protocols/bolt/bolt.ts';
import { lookInClear } from '../in-clear.ts';
import { tryNeo4jAccounts } from '../neo4j/accounts.ts';
import { neo4j as header } from '../neo4j/header.ts';
import { lookAtNeo4j } from '../neo4j/look.ts';
import type { Family } from '../service.ts';

/**
 * Its answer to a GET, which is for browsers that look for Bolt over WebSocket: empty, or the same words that the web
 * port says. https://neo4j.com/docs/operations-manual/current/configuration/connectors/
 */
const TO_HTTP =
  /^HTTP\/1\.1 200 OK\r\ncontent-type: application\/json\r\naccess-control-allow-origin: \*\r\nvary: Accept\r\n(?:[^\r]{0,200}\r\n){0,6}(?:content-length: 0\r\n|\r\n[^]{0,400}"neo4j_version")/;

export const bolt: Family = {
  id: 'bolt',
  sends: header.sends,
  opening: { name: 'bolt', ask: (_dialogue, line) => line.send('bolt', encodeBoltHandshake()) },
  recognises(answer, question) {
    if (question !== 'bolt') return TO_HTTP.test(answer.toString('latin1', 0, 1024));
    try {
      const parsed = parseBoltVersion(answer, false);
      return parsed !== undefined && parsed.value !== null && answer.length === parsed.length;
    } catch (error) {
      if (error instanceof ProtocolError) return false;
      throw error;
    }
  },
  look: (dialogue, opening) => lookInClear(bolt, { dialogue, opening }, lookAtNeo4j),
  accounts: tryNeo4jAccounts,
};
