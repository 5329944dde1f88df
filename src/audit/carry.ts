/**
 * A light look asks everybody whether a stranger gets in, and takes over what lies behind from the last look at the same
 * endpoint, as long as nothing of what decides has changed.
 */
import type { NetworkObservation } from '../model/observation.ts';
import type { Look } from '../services/service.ts';
import type { Session } from '../wire/session.ts';
import type { Taken } from './inventory.ts';

/** What of an earlier look a later one may take over, and what it is held against. */
export type Known = Pick<
  NetworkObservation,
  'product' | 'version' | 'access' | 'grants' | 'tls' | 'inventory' | 'atRest' | 'credential'
>;

export interface Carried {
  readonly versions: { readonly versions: string[]; readonly connections: number };
  readonly taken: Taken;
}

/** `undefined` where something changed: then all is asked. */
export function carriedFrom(
  known: Known | undefined,
  look: Pick<Look, 'product' | 'version' | 'access' | 'grants'>,
  { tls }: Pick<Session, 'tls'>,
): Carried | undefined {
  if (!known || known.product === null || known.access === 'unknown') return undefined;
  const { inventory, atRest, credential } = known;
  const versions = known.tls?.versions ?? [];
  if (!isSame(known, look) || known.tls?.how !== tls?.how) return undefined;
  if (tls && !versions.includes(tls.shown.version)) return undefined;
  return {
    versions: { versions: [...versions], connections: 0 },
    taken: {
      facts: {
        ...(inventory && { inventory }),
        ...(atRest && { atRest }),
        ...(credential && { credential }),
      },
      connections: 0,
    },
  };
}

function isSame(
  known: Known,
  look: Pick<Look, 'product' | 'version' | 'access' | 'grants'>,
): boolean {
  const { product, version, access, grants } = known;
  return (
    product === look.product &&
    version === look.version &&
    access === look.access &&
    grants === look.grants
  );
}
