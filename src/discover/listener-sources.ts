import type { Gap } from '../model/run.ts';
import type { Target } from '../model/target.ts';
import { parseAddress } from '../scope/address.ts';
import { single } from '../scope/range.ts';
import type { Wanted } from '../scope/space.ts';
import { outerAddresses } from './listener-addresses.ts';
import type { Listener } from './listener.ts';
import type { Source } from './wanted.ts';

/** The target that stands for this machine; the kernel's table is what puts its listeners in scope. */
export const THIS_MACHINE: Target = {
  text: 'this machine',
  subject: { kind: 'name', name: 'localhost' },
  ports: null,
};

/** Where this machine's listeners are asked: over loopback, and at `own` addresses as a neighbour would. */
export function wantListeners(
  listeners: readonly Listener[],
  own: readonly string[],
  onGap: (gap: Gap) => void,
): Wanted<Source>[] {
  return listeners.flatMap((listener) => {
    const { boundTo, port, owner, ask } = listener;
    const addresses = [...ask, ...outerAddresses(listener, listeners, own)];
    if (addresses.length === 0) {
      const target = boundTo.includes(':') ? `[${boundTo}]:${port}` : `${boundTo}:${port}`;
      onGap({ target, reason: reasonFor(boundTo, own) });
    }
    const source = { target: THIS_MACHINE, listener: { boundTo, owner } };
    return addresses.flatMap((text): Wanted<Source>[] => {
      const address = parseAddress(text);
      return address === undefined
        ? []
        : [{ range: single(address), ports: [[port, port]], source }];
    });
  });
}

function reasonFor(boundTo: string, own: readonly string[]): string {
  if (boundTo === '0.0.0.0' || boundTo === '::') {
    return 'other listeners hold its port at the addresses that can be asked';
  }
  return own.length === 0
    ? `this listener is bound only to ${boundTo}, which loopback does not reach; --own-addresses asks it`
    : `this listener is bound only to ${boundTo}, which is none of the addresses that can be asked`;
}
