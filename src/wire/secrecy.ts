/** What may be said on a line on which a credential may follow. */
import { describers, type ProtocolId } from '../protocols/index.ts';
import { parseAddress } from '../scope/address.ts';
import { classOf } from '../scope/class-of.ts';

/** Both PostgreSQL and MySQL call it so. Everything else names an account, or carries its secret. */
const REQUEST_FOR_TLS = 'SSLRequest';

export function asksForTls(protocol: ProtocolId, bytes: Buffer): boolean {
  return describers[protocol](bytes).every((request) => request === REQUEST_FOR_TLS);
}

/** What is said to an address of this machine leaves it on no wire. */
export function isLoopback(address: string): boolean {
  const parsed = parseAddress(address);
  return parsed !== undefined && classOf(parsed) === 'loopback';
}
