/** The text of CLIENT LIST, and of the client-info of ACL LOG: who is (or was) connected. https://redis.io/docs/latest/commands/client-list/ */
import { addressBeforePort } from './address.ts';
import { isOwn, programName } from './clean.ts';
import { type Act, event, type Sign } from './event.ts';
import { countOf } from './json.ts';
import { lineByLine, share, type TrailKind } from './kind.ts';

const CLIENT = /\bid=\d+ addr=(\S{1,60}) /;
const SECOND = 1000;
const WHOLE = new Set(['psync', 'sync', 'keys', 'scan', 'dump']);
const READS =
  /^(?:get|mget|hgetall|hget|lrange|smembers|zrange|scan|keys|dump|xrange|xread|psync|sync)/;

function fieldIn(line: string, name: string): string {
  return new RegExp(`(?:^|[ "])${name}=(\\S{0,120})`).exec(line)?.[1] ?? '';
}

function actOf(command: string, isDenial: boolean): Act {
  if (isDenial) return 'refused';
  return READS.test(command) ? 'read' : 'connected';
}

export const redisClients: TrailKind = {
  id: 'redis-clients',
  product: 'redis',
  recognise(lines) {
    const isAclLog = lines.some((line) => line.includes('client-info'));
    return isAclLog ? 0.9 : share(lines, (line) => CLIENT.test(line));
  },
  read(sink, { written }) {
    let isAclLog = false;
    return lineByLine((line) => {
      isAclLog ||= line.includes('client-info');
      const peer = CLIENT.exec(line)?.[1];
      if (peer === undefined) {
        if (line !== '' && !isAclLog && !/^\d+\)|^\(|^[a-z-]{1,30}$|^"/.test(line.trim()))
          sink.damaged(line);
        return;
      }
      const age = countOf(fieldIn(line, 'age')) ?? 0;
      const at = written - age * SECOND;
      const command = fieldIn(line, 'cmd').toLowerCase();
      const name = fieldIn(line, 'name');
      const signs: Sign[] = command === 'psync' || command === 'sync' ? ['replication'] : [];
      if (WHOLE.has(command)) signs.push('bulk-dump');
      sink.dated(at);
      sink.event(
        event({
          at,
          until: written,
          address: addressBeforePort(peer),
          signs,
          act: actOf(command, isAclLog),
          client: programName(name || fieldIn(line, 'lib-name')),
          user: programName(fieldIn(line, 'user').replaceAll('"', '')),
          own: isOwn(name),
        }),
      );
    });
  },
};
