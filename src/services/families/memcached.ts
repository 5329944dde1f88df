/** Memcached, in its text protocol first: without SASL every server speaks it, and with SASL none does. */
import { takeMemcachedInventory } from '../memcached/inventory.ts';
import { lookInClear } from '../in-clear.ts';
import { lookAtMemcached, memcached as header } from '../memcached.ts';
import { askMemcachedBinary } from '../memcached/binary.ts';
import { askMemcachedText } from '../memcached/text.ts';
import type { Family } from '../service.ts';

/** A line of the text protocol's own; the answer to a ClientHello or a GET is one as well. */
const REPLY =
  /^(?:VERSION \d[^\r\n]{0,100}|ERROR(?: Too many open connections)?|CLIENT_ERROR [^\r\n]{1,200}|STAT pid \d+)\r\n/;
const RESPONSE_TO_VERSION = Buffer.of(0x81, 0x0b);

export const memcached: Family = {
  id: 'memcached',
  sends: header.sends,
  opening: { name: 'memcached', ask: askMemcachedText },
  again: { name: 'memcached-binary', ask: askMemcachedBinary },
  recognises: (answer, question) =>
    question === 'memcached-binary'
      ? answer.subarray(0, RESPONSE_TO_VERSION.length).equals(RESPONSE_TO_VERSION)
      : REPLY.test(answer.toString('latin1', 0, 256)),
  inventory: takeMemcachedInventory,
  look: (dialogue, opening) => lookInClear(memcached, { dialogue, opening }, lookAtMemcached),
};
