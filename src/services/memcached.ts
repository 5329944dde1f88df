/**
 * Memcached. `version` names it, `stats` is the protected read: with authentication neither is answered to a stranger.
 * The text protocol asks for a password where a file of accounts is set (`-Y`); with SASL (`-S`) only the binary one
 * speaks, and the text one is shut without a word. https://docs.memcached.org/features/authentication/
 */
import { parseMemcachedReply } from '../protocols/memcached.ts';
import type { Dialogue, Line } from '../protocols/line.ts';
import { memcachedLists } from './memcached/inventory.ts';
import { lookAtBinary } from './memcached/binary.ts';
import { askMemcachedText, lookAtText } from './memcached/text.ts';
import { full } from './memcached/verdict.ts';
import type { Look, Opening, ServiceHeader } from './service.ts';

export const memcached: ServiceHeader = {
  id: 'memcached',
  title: 'Memcached',
  family: 'memcached',
  sends: [
    'version',
    'stats',
    'nl{nonce}',
    'binary version',
    'binary sasl-mechanisms',
    'binary stat',
    'binary unassigned',
  ],
  lists: memcachedLists,
  verdicts: ['open', 'protected', 'identified', 'tls-only', 'decoy', 'unknown'],
  verified: 'Memcached 1.6.18, real server: open, account file, SASL, TLS',
};

export async function lookAtMemcached(dialogue: Dialogue, opening: Opening): Promise<Look> {
  if (opening.question === 'memcached-binary') return lookAtBinary(opening.line);
  if (opening.question === 'memcached') return lookAtText(opening.line);
  // It named itself in the answer to another question; that connection is in no known state.
  const { encrypted } = opening.line;
  const busy = opening.question === 'wait' ? await refusalUnasked(opening.line) : undefined;
  opening.line.close();
  if (busy) return busy;
  const line = await dialogue.open({ tls: encrypted });
  askMemcachedText(dialogue, line);
  return lookAtText(line);
}

async function refusalUnasked(line: Line): Promise<Look | undefined> {
  const reply = await line.read(parseMemcachedReply);
  return reply.kind === 'error' ? full(line) : undefined;
}
