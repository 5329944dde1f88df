/** The text protocol, which also takes a log-in where a file of accounts is set. */
import {
  encodeMemcachedCommands,
  parseMemcachedReply,
  type MemcachedReply,
} from '../../protocols/memcached.ts';
import type { Dialogue, Line } from '../../protocols/line.ts';
import { look, type Look } from '../service.ts';
import { base, full, judge, nameOf } from './verdict.ts';

/** All in one packet: it answers in order, and stops at the first where it wants a password. */
export function askMemcachedText(dialogue: Dialogue, line: Line): void {
  line.send('memcached', encodeMemcachedCommands('version', 'stats', dialogue.nonce()));
}

export async function lookAtText(line: Line): Promise<Look> {
  const version = await line.read(parseMemcachedReply);
  if (version.kind === 'error') return refused(line, version);
  const stats = await line.read(parseMemcachedReply);
  const control = await line.read(parseMemcachedReply);
  const named =
    version.kind === 'version' ? nameOf(version.version) : { product: null, version: null };
  return judge(line, {
    ...named,
    stats: stats.kind === 'stats' ? stats.stats : undefined,
    proof: [
      { asked: 'version', answered: kindOf(version) },
      { asked: 'stats', answered: kindOf(stats) },
    ],
    control: [{ asked: 'a verb that does not exist', answered: kindOf(control) }],
    refusesControl: control.kind === 'error',
  });
}

function refused(line: Line, reply: MemcachedReply & { kind: 'error' }): Look {
  if (reply.text.startsWith('Too many open connections')) return full(line);
  const proof = [{ asked: 'version', answered: kindOf(reply) }];
  if (reply.code === 'CLIENT_ERROR' && reply.text.startsWith('unauthenticated')) {
    return look({
      ...base(line),
      product: 'memcached',
      access: 'protected',
      reason: 'It answers no command before a log-in (CLIENT_ERROR unauthenticated).',
      proof,
      authMethods: ['cleartext'],
    });
  }
  return look({
    ...base(line),
    access: 'identified',
    reason: 'It refuses as Memcached does, and does not tell its version.',
    proof,
  });
}

function kindOf(reply: MemcachedReply): string {
  if (reply.kind === 'error')
    return reply.text.startsWith('unauthenticated') ? 'CLIENT_ERROR unauthenticated' : reply.code;
  if (reply.kind === 'stats')
    return reply.stats.has('curr_items') ? 'STAT lines, curr_items among them' : 'STAT lines';
  return reply.kind === 'version' ? 'VERSION' : 'another line';
}
