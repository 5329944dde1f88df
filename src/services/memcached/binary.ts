/** The binary protocol: the only one that a server with SASL speaks. */
import {
  encodeMemcachedPackets,
  MEMCACHED_STATUS,
  parseMemcachedPacket,
  parseMemcachedStatPackets,
} from '../../protocols/memcached.ts';
import type { Dialogue, Line } from '../../protocols/line.ts';
import type { AuthMethod } from '../../model/observation.ts';
import { look, type Look } from '../service.ts';
import { base, judge, nameOf } from './verdict.ts';

/** `stat` comes after the mechanisms, because a refusal shuts the connection. */
export function askMemcachedBinary(_dialogue: Dialogue, line: Line): void {
  line.send(
    'memcached',
    encodeMemcachedPackets('version', 'sasl-mechanisms', 'stat', 'unassigned'),
  );
}

export async function lookAtBinary(line: Line): Promise<Look> {
  const version = await line.read(parseMemcachedPacket);
  const mechanisms = await line.read(parseMemcachedPacket);
  const { status, stats } = await line.read(parseMemcachedStatPackets);
  const proof = [
    { asked: 'binary version', answered: statusOf(version.status) },
    { asked: 'binary stat', answered: statusOf(status) },
  ];
  const named =
    version.status === MEMCACHED_STATUS.success
      ? nameOf(version.value)
      : { product: null, version: null };
  if (status === MEMCACHED_STATUS.authError || status === MEMCACHED_STATUS.authContinue) {
    return look({
      ...base(line),
      ...named,
      access: 'protected',
      reason:
        'It answers no statistics before a SASL log-in (status 0x20), and shuts the text protocol.',
      proof,
      authMethods: methodsOf(
        mechanisms.status === MEMCACHED_STATUS.success ? mechanisms.value : '',
      ),
    });
  }
  const control = await line.read(parseMemcachedPacket);
  return judge(line, {
    ...named,
    stats: status === MEMCACHED_STATUS.success ? stats : undefined,
    proof,
    control: [{ asked: 'an operation that does not exist', answered: statusOf(control.status) }],
    refusesControl: control.status !== MEMCACHED_STATUS.success,
  });
}

function methodsOf(mechanisms: string): AuthMethod[] {
  const names = mechanisms.toUpperCase().split(/\s+/).filter(Boolean);
  const methods = names.map((name): AuthMethod => {
    if (name === 'PLAIN' || name === 'LOGIN') return 'cleartext';
    return name.startsWith('SCRAM-') ? 'scram' : 'other';
  });
  return methods.length > 0 ? [...new Set(methods)] : ['other'];
}

function statusOf(status: number): string {
  return `status 0x${status.toString(16).padStart(2, '0')}`;
}
