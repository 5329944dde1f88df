/** What every look at a program of RPC begins with. */
import type { RpcReply } from '../../protocols/rpc/rpc.ts';
import { look, type Look } from '../service.ts';

export interface Facts {
  readonly plaintext: boolean | null;
  /** A call to a program that nobody has. */
  readonly control: RpcReply;
}

export const named = { product: 'nfs', protocol: 'nfs' } as const;

export function start({ plaintext, control }: Facts): Look {
  return look({
    protocol: 'nfs',
    access: 'identified',
    reason: '',
    plaintext,
    control: [{ asked: 'NULL of a program that nobody has', answered: wordsFor(control) }],
  });
}

export function wordsFor(reply: RpcReply): string {
  if (reply.kind === 'failed') return `status ${reply.status}`;
  return reply.kind === 'versions' ? `versions ${reply.low} to ${reply.high}` : reply.kind;
}
