/** What the answers of a Memcached mean, whichever of its two protocols they came in. */
import { untrustedVersion } from '../../model/untrusted.ts';
import type { Line } from '../../protocols/line.ts';
import { look, type Look } from '../service.ts';

export interface Seen {
  readonly product: string | null;
  readonly version: string | null;
  readonly stats: ReadonlyMap<string, string> | undefined;
  readonly proof: Look['proof'];
  readonly control: Look['control'];
  readonly refusesControl: boolean;
}

export function judge(line: Line, seen: Seen): Look {
  const { stats, refusesControl, ...named } = seen;
  const facts = { ...base(line), ...named };
  if (!refusesControl) {
    return look({
      ...facts,
      product: null,
      access: 'decoy',
      reason: 'It accepts a verb that does not exist in any Memcached.',
    });
  }
  if (/^\d+$/.test(stats?.get('curr_items') ?? '')) {
    return look({
      ...facts,
      product: 'memcached',
      access: 'open',
      reason:
        'It answers commands (stats, with the number of items) from a client that never logged in.',
      grants: 'read-write',
      authMethods: ['none'],
    });
  }
  return look({
    ...facts,
    access: 'identified',
    reason: 'It tells its version as Memcached does, and no statistics of the items.',
  });
}

export function full(line: Line): Look {
  return look({
    ...base(line),
    product: 'memcached',
    access: 'unknown',
    reason: 'It takes no more connections at present.',
  });
}

export function base(line: Line): { protocol: string; plaintext: boolean | null } {
  return { protocol: 'memcached', plaintext: line.encrypted ? null : true };
}

/** Others answer these words too (Couchbase, proxies); Memcached itself has never left version 1. */
export function nameOf(text: string): { product: string | null; version: string | null } {
  return { product: text.startsWith('1.') ? 'memcached' : null, version: untrustedVersion(text) };
}
