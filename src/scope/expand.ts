import { UsageError } from '../model/errors.ts';
import type { Target } from '../model/target.ts';
import { countPorts, type PortRanges } from './port-ranges.ts';
import { quote } from './quote.ts';
import { rangeOf, sizeOf } from './range.ts';
import { EndpointSpace } from './space.ts';

const MOST_IPV6_ADDRESSES = 2n ** 20n;
const MOST_ENDPOINTS = 2n ** 32n;

/**
 * How many endpoints the targets come to at most: overlaps count twice, a name counts as one address.
 * Refuses what no run could get through.
 */
export function countEndpoints(targets: readonly Target[], usualPorts: PortRanges): number {
  let sum = 0n;
  for (const target of targets) {
    sum += addressesOf(target) * BigInt(countPorts(target.ports ?? usualPorts));
  }
  if (sum <= MOST_ENDPOINTS) return Number(sum);
  throw new UsageError(
    `the targets come to ${sum.toLocaleString('en')} endpoints, and ${MOST_ENDPOINTS.toLocaleString('en')} are the most: name fewer addresses or ports`,
  );
}

function addressesOf({ subject, text }: Target): bigint {
  if (subject.kind === 'name') return 1n;

  const size = sizeOf(rangeOf(subject));
  if (subject.version === 4 || size <= MOST_IPV6_ADDRESSES) return size;
  throw new UsageError(
    `${quote(text)} holds more IPv6 addresses than can be asked one by one: name a /108 or narrower, or single addresses`,
  );
}

/** The endpoints of a range target, neighbours far apart, made as they are taken. */
export function* expandTarget(
  target: Target,
  usualPorts: PortRanges,
): Generator<{ readonly address: string; readonly port: number }> {
  countEndpoints([target], usualPorts);
  if (target.subject.kind === 'name') throw new Error('a name is resolved before it is expanded');

  const range = rangeOf(target.subject);
  const space = new EndpointSpace([[{ range, ports: target.ports ?? usualPorts, source: target }]]);
  for (const { address, port } of space.permuted()) yield { address, port };
}
