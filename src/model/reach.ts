import type { Vantage } from './vantage.ts';

export interface Reach {
  readonly vantage: Vantage;
  /** Where the word comes from. */
  readonly because: string;
}

export interface Whereabouts {
  /** From the configuration or the command line; it wins over what addresses suggest. */
  readonly vantage?: Vantage | undefined;
  /** What files say of who will reach it. */
  readonly foreseen?: Reach | undefined;
  readonly address: string;
  readonly boundTo?: string | undefined;
}

type AddressKind = 'loopback' | 'any' | 'link-local' | 'private' | 'public';

const KINDS: readonly (readonly [AddressKind, RegExp])[] = [
  ['any', /^(?:0\.0\.0\.0|::|\*)$/],
  ['loopback', /^(?:127\.|::1$)/],
  ['link-local', /^(?:169\.254\.|fe[89ab][0-9a-f]:)/],
  // RFC 1918, shared address space (RFC 6598), unique local addresses (RFC 4193).
  [
    'private',
    /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd][0-9a-f]{2}:)/,
  ],
];

/** What is none of the others counts as public: a wrong guess must not lower a score. */
function kindOf(address: string): AddressKind {
  const bare = address.toLowerCase().replace(/^::ffff:(?=\d)/, '');
  return KINDS.find(([, pattern]) => pattern.test(bare))?.[0] ?? 'public';
}

/**
 * Whether what is said to the endpoint never leaves this machine: it is bound to loopback,
 * or it was reached at a loopback address and nothing says that it is bound wider.
 */
export function staysOnHost({
  address,
  boundTo,
}: Pick<Whereabouts, 'address' | 'boundTo'>): boolean {
  return kindOf(boundTo ?? address) === 'loopback';
}

const BY_KIND: Record<AddressKind, Vantage> = {
  loopback: 'host',
  'link-local': 'segment',
  private: 'corporate',
  any: 'corporate',
  public: 'internet',
};

/** Who else can stand where this look was made, by the configured vantage or else by the addresses. */
export function reachOf({ vantage, foreseen, address, boundTo }: Whereabouts): Reach {
  if (vantage) return { vantage, because: 'configured vantage' };
  if (foreseen) return foreseen;
  const asked = kindOf(address);
  const bound = boundTo === undefined ? undefined : kindOf(boundTo);
  if (bound === undefined) return { vantage: BY_KIND[asked], because: `${asked} address` };
  // A wildcard listener answers at each address of this machine; a public one among them is reached from outside.
  if (bound === 'any' && asked === 'public') {
    return { vantage: 'internet', because: 'bound to all addresses, reached at a public one' };
  }
  const where = bound === 'any' ? 'all addresses' : `a ${bound} address`;
  return { vantage: BY_KIND[bound], because: `bound to ${where}` };
}
