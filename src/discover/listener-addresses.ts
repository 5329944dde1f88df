import { parseAddress } from '../scope/address.ts';
import type { Listener } from './listener.ts';

type Binding = Pick<Listener, 'boundTo' | 'port'>;

/**
 * Where a listener is asked over loopback. The kernel's table does not show whether a socket on `::` takes IPv4
 * too; it does not where another socket has that port for IPv4.
 */
export function loopbackAddresses({ boundTo, port }: Binding, all: readonly Binding[]): string[] {
  if (boundTo === '0.0.0.0') return ['127.0.0.1'];
  if (boundTo === '::') {
    const isTaken = all.some(
      (other) => other.port === port && ['0.0.0.0', '127.0.0.1'].includes(other.boundTo),
    );
    return isTaken ? ['::1'] : ['::1', '127.0.0.1'];
  }
  return isLoopback(boundTo) ? [boundTo] : [];
}

/** Where a listener is asked as a neighbour would; `own` are this machine's other addresses. */
export function outerAddresses(
  { boundTo, port }: Binding,
  all: readonly Binding[],
  own: readonly string[],
): string[] {
  if (isLoopback(boundTo)) return [];
  if (boundTo !== '0.0.0.0' && boundTo !== '::') return own.includes(boundTo) ? [boundTo] : [];

  return own.filter((address) => {
    const isFour = parseAddress(address)?.version === 4;
    if (boundTo === '0.0.0.0') return isFour;
    const apart = isFour ? ['0.0.0.0', address] : [address];
    return !all.some((other) => other.port === port && apart.includes(other.boundTo));
  });
}

function isLoopback(text: string): boolean {
  const address = parseAddress(text);
  return address?.version === 4 ? address.value >>> 24 === 127 : address?.value === 1n;
}
