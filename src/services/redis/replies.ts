/** What the replies of a Redis say: who it is, as whom it sees us, and of what kind an answer was. */
import { untrusted, untrustedVersion } from '../../model/untrusted.ts';
import type { RespReply } from '../../protocols/resp.ts';

export interface Replies {
  readonly ping: RespReply;
  readonly info: RespReply;
  readonly size: RespReply;
  readonly client: RespReply;
  /** The answer to a verb that does not exist. */
  readonly control: RespReply;
}

export function isSentinel(info: RespReply): boolean {
  return info.kind === 'bulk' && /^redis_mode:sentinel/m.test(info.text);
}

/** Forks name themselves in INFO; what cannot be told from Redis carries its id. */
const FORKS: readonly [product: string, version: RegExp][] = [
  ['valkey', /^valkey_version:(\S+)/m],
  ['dragonfly', /^dragonfly_version:(\S+)/m],
  ['kvrocks', /^kvrocks_version:(\S+)/m],
  ['redis', /^redis_version:(\S+)/m],
];

/** KeyDB gives the version of the Redis that it is compatible with; its program has its own name. */
function isKeydb(info: string): boolean {
  return /^executable:\S{0,200}keydb-server/m.test(info);
}

export function identify(info: RespReply): { product: string | null; version: string | null } {
  if (info.kind !== 'bulk') return { product: null, version: null };
  for (const [product, pattern] of FORKS) {
    const found = pattern.exec(info.text);
    if (found)
      return {
        product: isKeydb(info.text) ? 'keydb' : product,
        version: untrustedVersion(found[1]),
      };
  }
  return { product: null, version: null };
}

export function seenAs(client: RespReply): { seenAs?: string } {
  const text = client.kind === 'bulk' ? client.text : '';
  const address = /(?:^| )addr=([0-9a-fA-F.:[\]]+):\d+(?: |$)/.exec(text)?.[1];
  return address === undefined ? {} : { seenAs: untrusted(address, 60) };
}

export function isError(reply: RespReply, code: string): boolean {
  return reply.kind === 'error' && reply.text.startsWith(code);
}

/** What kind of answer it was; of an error its code, which is the protocol's own word. */
export function kindOf(reply: RespReply): string {
  if (reply.kind === 'error') return `-${/^[A-Z]{2,20}/.exec(reply.text)?.[0] ?? 'error'}`;
  if (reply.kind === 'status')
    return /^(?:PONG|OK)$/.test(reply.text) ? `+${reply.text}` : 'a status';
  if (reply.kind === 'integer') return 'a number';
  return reply.kind === 'bulk' ? 'a text' : reply.kind;
}
