/** Which store a rule of a firewall opens. */
import { suggestionsFor, usualPorts } from '../../catalogue/products.ts';

/** Ports of web pages and shells, which rules open on purpose. */
const ON_PURPOSE = new Set([80, 443, 8080, 8443, 8000, 3000, 5000, 8888, 22]);
/** Where a rule opens everything, this stands for it: the port that is scanned for first. */
const BEST_KNOWN = 5432;
const MANY = 4;

export interface OpenedStore {
  readonly product: string;
  readonly port: number;
  readonly protocol: string;
}

/** The store that one of these ranges opens: `5432`, `9000-9100`, `*`. */
export function openedStore(ranges: readonly string[]): OpenedStore | undefined {
  const inside = usualPorts().filter(
    (port) => !ON_PURPOSE.has(port) && ranges.some((range) => covers(range, port)),
  );
  const port = inside.length >= MANY && inside.includes(BEST_KNOWN) ? BEST_KNOWN : inside[0];
  const [first] = port === undefined ? [] : suggestionsFor(port);
  return port === undefined || !first
    ? undefined
    : { product: first.product, port, protocol: first.family };
}

function covers(range: string, port: number): boolean {
  if (range === '*') return true;
  const [low, high = low] = range.split('-').map(Number);
  return low !== undefined && high !== undefined && low <= port && port <= high;
}

/** What a rule of a network says: the way is open, and nothing of what the store asks for. */
export const OPENED = {
  access: 'unknown',
  tls: null,
  reason: 'The rule opens the port of a store; what the store asks for does not stand here.',
} as const;
