/** What may be said on a line on which a credential may follow. */
import { describers, type ProtocolId } from '../protocols/index.ts';
import { parseAddress } from '../scope/address.ts';
import { classOf } from '../scope/class-of.ts';

/** As PostgreSQL and MySQL call it, and LDAP. Everything else names an account, or carries its secret. */
const REQUESTS_FOR_TLS: readonly string[] = ['SSLRequest', 'StartTLS'];

export function asksForTls(protocol: ProtocolId, bytes: Buffer): boolean {
  return describers[protocol](bytes).every((request) => REQUESTS_FOR_TLS.includes(request));
}

/** What is said to an address of this machine leaves it on no wire. */
export function isLoopback(address: string): boolean {
  const parsed = parseAddress(address);
  return parsed !== undefined && classOf(parsed) === 'loopback';
}
