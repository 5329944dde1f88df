/** Marks beside visits: the owner's own networks, and those who scan everybody. Nobody is left out for a mark. */
import ipaddr from 'ipaddr.js';
import { scanners, SCANNERS_LISTED } from '../../catalogue/scanners.ts';
import { UsageError } from '../../model/errors.ts';
import type { Visit } from '../../model/ledger.ts';

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];
type Actor = Visit['actor'];

function rangeOf(text: string): Range {
  const isWhole = text.includes('/');
  const parsed = ipaddr.parse(isWhole ? text.slice(0, text.indexOf('/')) : text);
  return isWhole ? ipaddr.parseCIDR(text) : [parsed, parsed.kind() === 'ipv4' ? 32 : 128];
}

function isIn(address: ipaddr.IPv4 | ipaddr.IPv6, [network, bits]: Range): boolean {
  return address.kind() === network.kind() && address.match(network, bits);
}

const RANGES = scanners.map((scanner) => ({
  scanner,
  ranges: scanner.ranges.map((text) => rangeOf(text)),
}));

/** A list that was made long before or after says little: addresses of clouds change hands. */
const FRESH = 90 * 86_400_000;

export class Actors {
  readonly #own: readonly { range: Range; label: string }[];

  /** `CIDR` or `CIDR=what it is`. */
  constructor(own: readonly string[]) {
    this.#own = own.map((text) => {
      const [range = '', label = 'the owner'] = text.split('=', 2);
      try {
        return { range: rangeOf(range), label };
      } catch {
        throw new UsageError(`--known ${text}: not an address or CIDR`);
      }
    });
  }

  markOf(address: string | null, clients: Iterable<string>, at: number): Actor {
    const parsed = address === null ? undefined : ipaddr.parse(address);
    const own = parsed && this.#own.find(({ range }) => isIn(parsed, range));
    if (own)
      return {
        class: 'owner',
        organisation: own.label,
        basis: 'a network that was named as known',
        listed: null,
      };
    const listed =
      parsed && RANGES.find(({ ranges }) => ranges.some((range) => isIn(parsed, range)));
    if (listed) {
      const { organisation, isPublished } = listed.scanner;
      const age =
        Math.abs(at - Date.parse(SCANNERS_LISTED)) > FRESH
          ? '; the list is more than 90 days from this visit'
          : '';
      const basis = `${isPublished ? 'a range that the operator publishes' : 'a list of ranges'}${age}`;
      return { class: 'research-scanner', organisation, basis, listed: SCANNERS_LISTED };
    }
    const names = [...clients];
    const claimed = scanners.find(
      ({ agent }) => agent !== undefined && names.some((name) => agent.test(name)),
    );
    if (claimed)
      return {
        class: 'research-scanner',
        organisation: claimed.organisation,
        basis: 'claimed: its program calls itself so, which anybody can',
        listed: null,
      };
    return {
      class: 'unknown',
      organisation: null,
      basis: 'no list names this address',
      listed: null,
    };
  }
}
