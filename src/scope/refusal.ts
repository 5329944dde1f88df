import { formatAddress, type Address } from './address.ts';
import type { AddressClass } from './address-class.ts';
import { excludedBy } from './exclusion.ts';
import type { Ground } from './ground.ts';
import type { Way } from './way.ts';

/** What has to be said before an address of a class may be asked. */
const NEEDS: Readonly<Record<AddressClass, (ground: Ground, way: Way) => boolean>> = {
  loopback: (ground, way) => ground.named || way.localhost,
  'link-local': (ground) => ground.named,
  private: (ground, way) => ground.named || way.name !== undefined,
  'unique-local': (ground, way) => ground.named || way.name !== undefined,
  // Shared by a provider's customers: one's own only where the address itself was written down, or claimed.
  cgnat: (ground, way) => ground.named || isClaimed(ground, way),
  metadata: (ground) => ground.exact,
  documentation: isClaimed,
  reserved: isClaimed,
  public: isClaimed,
  unspecified: () => false,
  multicast: () => false,
  broadcast: () => false,
};

function isClaimed(ground: Ground, way: Way): boolean {
  return ground.owned || way.owned;
}

/**
 * The rules of the scope, the first that holds: one sentence why not, with the mend, or nothing.
 * For a range it says the same for all addresses of a class, so that a thousand refusals are one line.
 */
export function refuse(
  address: Address,
  port: number | null,
  ground: Ground,
  way: Way,
): string | undefined {
  return (
    refuseGround(port, ground) ??
    refuseTarget(port, way) ??
    refuseOutside(address, way) ??
    (NEEDS[ground.class](ground, way) ? undefined : mend(address, ground, way))
  );
}

/** What neither a target nor a listener opens. */
export function refuseGround(port: number | null, ground: Ground): string | undefined {
  const exclusion = excludedBy(ground.exclusions, port);
  if (exclusion !== undefined) return `excluded by ${exclusion.by}`;
  if (ground.class === 'metadata' && !ground.exact) {
    return "cloud metadata address, which hands out the machine's credentials; name that single address if it is meant";
  }
  const isNoMachine = ['unspecified', 'multicast', 'broadcast'].includes(ground.class);
  return isNoMachine
    ? `${ground.class} address, which is no single machine and never asked`
    : undefined;
}

/** What is wrong with a target wherever it leads. */
export function refuseTarget(port: number | null, way: Way): string | undefined {
  if (!way.named) return `nobody named ${way.name}; name it as a target to ask it`;
  const exclusion = excludedBy(way.exclusions, port);
  return exclusion === undefined ? undefined : `excluded by ${exclusion.by}`;
}

function refuseOutside(address: Address, { ends }: Way): string | undefined {
  if (ends === undefined) return undefined;
  const { value, version } = address;
  if (version === ends.version && ends.low <= value && value <= ends.high) return undefined;
  return `${formatAddress(address)} is not in the target; name it as a target of its own`;
}

function mend(address: Address, ground: Ground, way: Way): string {
  const kind = ground.class === 'cgnat' ? 'carrier-grade NAT' : ground.class;
  const what =
    way.name === undefined
      ? `${kind} address`
      : `${way.name} leads to ${formatAddress(address)}, a ${kind} address`;
  if (['loopback', 'link-local', 'private', 'unique-local'].includes(ground.class)) {
    return `${what}; name the address itself as a target if it is meant`;
  }
  const lacks = ground.lacks ?? way.lacks;
  if (lacks !== undefined) {
    return `${what}; ${lacks}: mend that in nightlatch.yaml, or say --i-own ${way.mend}`;
  }
  return `${what}; say that it is yours with --i-own ${way.mend} or a scope entry with an attestation in nightlatch.yaml`;
}
