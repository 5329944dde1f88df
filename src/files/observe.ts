/** From what a product's reader found to an observation of the one shape. */
import type { FileFact, FileObservation, Place } from '../model/observation.ts';
import { hasLifecycle } from '../catalogue/end-of-life.ts';
import { isLoopback, type Listener } from './products/setup.ts';

export interface Door {
  readonly asset: string;
  /** The line that brings the port about. */
  readonly where: Place;
  readonly product: string | null;
  readonly version: string | null;
  readonly listener: Listener;
  /** Address and port where others meet it. */
  readonly address: string;
  readonly port: number;
  readonly host?: string;
  readonly reach?: FileObservation['reach'];
  readonly facts?: readonly FileFact[];
  /** Why the settings are not all known. */
  readonly incomplete?: string | undefined;
  /** A resource of a provider, which is bound to nothing. */
  readonly isResource?: boolean;
}

const LONGEST_ASSET = 200;
const EVERYWHERE = '0.0.0.0';

/** A wrong guess must not lower a score: the machine may have a public address, and its owner can say otherwise. */
const ANYBODY = {
  vantage: 'internet',
  because: 'all addresses of a machine that these files do not name, a public one included',
} as const;

export function observe(door: Door, at: string): FileObservation {
  const { listener, where, version, product } = door;
  const { address, port, host } = door;
  const reach = door.reach ?? (address === EVERYWHERE ? ANYBODY : undefined);
  const isUnclear = door.incomplete !== undefined && listener.byAbsence;
  const verdict = isUnclear
    ? { access: 'unknown' as const, grants: null, reason: door.incomplete }
    : { access: listener.access, grants: listener.grants, reason: listener.reason };
  const { file, line, column } = where;
  return {
    source: 'file',
    asset: door.asset.slice(0, LONGEST_ASSET),
    endpoint: {
      address,
      port,
      transport: 'tcp',
      ...(host !== undefined && { host }),
      ...(door.isResource !== true && { boundTo: address }),
    },
    where: { file, line, column },
    product,
    protocol: listener.protocol,
    version: isPrecise(product, version) ? version : null,
    ...verdict,
    proof: [],
    control: [],
    authMethods: [...listener.auth],
    tls: listener.tls,
    facts: [...listener.facts, ...(door.facts ?? [])],
    ...(reach && { reach }),
    at,
  };
}

/** A tag of one number moves with each release, except where versions have only one. */
const ONE_NUMBER = new Set(['postgresql', 'elasticsearch', 'opensearch', 'rabbitmq']);

function isPrecise(product: string | null, version: string | null): boolean {
  if (version === null || product === null) return false;
  return version.includes('.') || ONE_NUMBER.has(product) || !hasLifecycle(product);
}

/** The address of a listener that most others can reach. */
export function widest(binds: readonly string[]): string {
  const wide = binds.find((address) => address === '0.0.0.0');
  const outside = wide ?? binds.find((address) => !isLoopback(address));
  return outside ?? (binds.includes('::1') && binds.length === 1 ? '::1' : '127.0.0.1');
}
