import { parseAddress } from '../scope/address.ts';
import type { Listener } from './listener.ts';

type Binding = Pick<Listener, 'boundTo' | 'port'>;

/** Where a listener is asked over loopback: at the address it is bound to, or for a wildcard at the usual ones. */
export function loopbackAddresses(binding: Binding, all: readonly Binding[]): string[] {
  if (isLoopback(binding.boundTo)) return [binding.boundTo];
  return ['::1', '127.0.0.1'].filter((address) => answers(binding, address, all));
}

/** Where a listener is asked as a neighbour would; `own` are this machine's other addresses. */
export function outerAddresses(
  binding: Binding,
  all: readonly Binding[],
  own: readonly string[],
): string[] {
  return own.filter((address) => answers(binding, address, all));
}

/**
 * Whether a connection to `address` ends at this listener: the one bound to that very address goes before
 * wildcards. The kernel's table does not show whether a socket on `::` takes IPv4 too; it does not where another
 * one holds that port on 0.0.0.0.
 */
function answers({ boundTo, port }: Binding, address: string, all: readonly Binding[]): boolean {
  const order = isIPv4(address) ? [address, '0.0.0.0', '::'] : [address, '::'];
  const place = order.indexOf(boundTo);
  const before = order.slice(0, Math.max(place, 0));
  return (
    place !== -1 && !all.some((other) => other.port === port && before.includes(other.boundTo))
  );
}

function isIPv4(address: string): boolean {
  return parseAddress(address)?.version === 4;
}

function isLoopback(text: string): boolean {
  const address = parseAddress(text);
  return address?.version === 4 ? address.value >>> 24 === 127 : address?.value === 1n;
}
