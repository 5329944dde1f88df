import type { ScopeEntry } from '../model/config.ts';
import type { Candidate, Target } from '../model/target.ts';
import { formatAddress, parseAddress, type Address } from './address.ts';
import { embeddedIn } from './embedded.ts';
import { exclusionsOf, type Exclusion } from './exclusion.ts';
import { surveyGround, type Ground, type GroundMap } from './ground.ts';
import { plainAddresses, reachesOwnListener } from './own-listener.ts';
import { claimOf, claimOfEntry, claimsByName } from './ownership.ts';
import { joinPieces, type Piece } from './piece.ts';
import { quote } from './quote.ts';
import { addressAt, single, type Range } from './range.ts';
import { refuse, refuseGround, refuseTarget } from './refusal.ts';
import { surveyWay, type Way } from './way.ts';

export type Permit =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: string };

/** Answers for every connection whether it may be opened: the one place where scope is decided. */
export interface Scope {
  permit(endpoint: Pick<Candidate, 'address' | 'port' | 'target' | 'listener'>): Permit;
  /** Why a target is not even to be looked up; nothing where it may be. */
  refusesTarget(target: Target): string | undefined;
  /** Excluded names; what they resolve to is told to `excludeAddresses` before the first permit. */
  readonly namesToExclude: readonly string[];
  excludeAddresses(name: string, addresses: readonly string[]): void;
  /** Cuts `range` where the answer for `target` changes. */
  pieces(target: Target, range: Range): Generator<Piece>;
}

export interface ScopeFacts {
  /** What the operator wrote as targets, on the command line or in the configuration. */
  readonly named: readonly Target[];
  readonly entries: readonly ScopeEntry[];
  readonly iOwn: readonly string[];
  readonly exclude: readonly Target[];
  /** Whether this machine's own listeners are asked. */
  readonly ownListeners: boolean;
  /** Where a wildcard listener of this machine may be asked, beside loopback. */
  readonly ownAddresses?: readonly string[];
  readonly asOf: Date;
}

const ALLOWED: Permit = { allowed: true };

export function makeScope(facts: ScopeFacts): Scope {
  const entries = facts.entries.map((entry) => claimOfEntry(entry, facts.asOf));
  const own = facts.iOwn.map(claimOf);
  const exclusions = exclusionsOf(facts.exclude);
  const resolved: { range: Range; exclusion: Exclusion }[] = [];
  const names = {
    named: new Set(facts.named.map(({ subject }) => (subject.kind === 'name' ? subject.name : ''))),
    claims: claimsByName([...entries, ...own]),
    excluded: exclusions.names,
  };
  const ownAddresses = plainAddresses(facts.ownAddresses ?? []);
  const ways = new WeakMap<Target, Way>();
  let ground: GroundMap | undefined;

  function groundMap(): GroundMap {
    const excluded = [...exclusions.ranges, ...resolved];
    ground ??= surveyGround({ named: facts.named, entries, own, excluded });
    return ground;
  }

  function groundAt(address: Address): Ground {
    const found = groundMap().at(address);
    if (found === undefined) throw new Error('an address lies outside all classes');
    return found;
  }

  function wayOf(target: Target): Way {
    const known = ways.get(target);
    if (known !== undefined) return known;

    const way = surveyWay(target, names);
    ways.set(target, way);
    return way;
  }

  /** What goes to an address that carries an IPv4 address may end there, so both must be in scope. */
  function refuseCarried(address: Address, port: number | null, way: Way): string | undefined {
    const inside = address.version === 6 ? embeddedIn(address.value) : undefined;
    if (inside === undefined) return undefined;

    const { ends, ...anywhere } = way;
    const carried = formatAddress(inside.address);
    const isOne = ends === undefined || ends.low === ends.high;
    const mend = isOne ? carried : 'CIDR';
    const refusal = refuse(inside.address, port, groundAt(inside.address), { ...anywhere, mend });
    if (refusal === undefined) return undefined;
    // For a range the sentence holds no address, so that a thousand refusals stay one line.
    return isOne
      ? `${formatAddress(address)} carries ${carried} inside (${inside.how}): ${refusal}`
      : `IPv6 addresses that carry IPv4 inside (${inside.how}): ${refusal}`;
  }

  function refusalFor(
    address: Address,
    { port, target, listener }: Parameters<Scope['permit']>[0],
  ): string | undefined {
    const here = groundAt(address);
    const isOwn =
      facts.ownListeners &&
      listener !== undefined &&
      reachesOwnListener(address, listener.boundTo, (at) => groundAt(at).class, ownAddresses);
    if (isOwn) return refuseGround(port, here);

    const way = wayOf(target);
    return refuseCarried(address, port, way) ?? refuse(address, port, here, way);
  }

  function* cut(target: Target, range: Range): Generator<Piece> {
    const way = wayOf(target);
    for (const { version, low, high, value } of groundMap().within(range)) {
      const first = addressAt(version, low);
      // What is carried differs from address to address: for more than one, `permit` tells.
      const carried = low === high ? refuseCarried(first, null, way) : undefined;
      const refusal = carried ?? refuse(first, null, value, way);
      yield refusal === undefined
        ? { version, low, high, exceptPorts: [...way.exclusions, ...value.exclusions] }
        : { version, low, high, exceptPorts: [], refusal };
    }
  }

  return {
    permit(endpoint) {
      const address = parseAddress(endpoint.address);
      const reason =
        address === undefined
          ? `${quote(endpoint.address)} is no plain address, and where it leads cannot be told`
          : refusalFor(address, endpoint);
      return reason === undefined ? ALLOWED : { allowed: false, reason };
    },

    refusesTarget: (target) => refuseTarget(null, wayOf(target)),

    namesToExclude: [...exclusions.names.keys()],

    excludeAddresses(name, addresses) {
      for (const address of addresses.map(parseAddress)) {
        if (address === undefined) continue;
        const range = single(address);
        for (const exclusion of exclusions.names.get(name) ?? [])
          resolved.push({ range, exclusion });
      }
      ground = undefined;
    },

    pieces: (target, range) => joinPieces(cut(target, range)),
  };
}
