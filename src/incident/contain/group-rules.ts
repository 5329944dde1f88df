/** Which rules of a security group let everybody come to a port, and what else they let come: pure. */
import ipaddr from 'ipaddr.js';
import { UsageError } from '../../model/errors.ts';
import type { GroupRule } from '../../model/security-group.ts';

const EVERYBODY = new Set(['0.0.0.0/0', '::/0']);
const ALL = '-1';
const MOST_PORT = 65_535;

/** EC2 takes numbers of https://www.iana.org/assignments/protocol-numbers and answers with names; not everybody does. */
const NAMES: Readonly<Record<string, string>> = { 6: 'tcp', 17: 'udp' };
const protocolOf = ({ protocol }: GroupRule): string => NAMES[protocol] ?? protocol;

const isPorts = (rule: GroupRule): boolean => ['tcp', 'udp'].includes(protocolOf(rule));

export const keyOf = (rule: GroupRule): string =>
  [protocolOf(rule), rule.from, rule.to, rule.network].join(' ');

/** Whether the rule lets everybody, on IPv4 or IPv6, come to the port. */
export function opens(rule: GroupRule, port: number): boolean {
  if (!EVERYBODY.has(rule.network)) return false;
  if (rule.protocol === ALL) return true;
  const { from, to } = rule;
  return isPorts(rule) && from !== null && to !== null && from <= port && port <= to;
}

/** As EC2 writes it back: with its length, and no bits of a host. */
function networkOf(text: string): string {
  const cidr = text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`;
  if (!ipaddr.isValidCIDR(cidr))
    throw new UsageError(`--allow ${JSON.stringify(text)}: a security group takes networks`);
  const [address, bits] = ipaddr.parseCIDR(cidr);
  const { IPv4, IPv6 } = ipaddr;
  const first = (address.kind() === 'ipv4' ? IPv4 : IPv6).networkAddressFromCIDR(cidr);
  return `${first.toString()}/${bits}`;
}

/** TCP and UDP are all that a port is of; ping goes with them. Other protocols have no rule that is not the whole one. */
function partsOf(rule: GroupRule): GroupRule[] {
  if (rule.protocol !== ALL) return [rule];
  const { network } = rule;
  const ping = network.includes(':') ? 'icmpv6' : 'icmp';
  return [
    { protocol: 'tcp', from: 0, to: MOST_PORT, network },
    { protocol: 'udp', from: 0, to: MOST_PORT, network },
    { protocol: ping, from: -1, to: -1, network },
  ];
}

/** What stands in the place of a rule that opens the port: all its other ports, and the port for those who may come. */
export function restOf(rule: GroupRule, port: number, allow: readonly string[]): GroupRule[] {
  const version = rule.network.includes(':');
  const networks = allow
    .filter((network) => network.includes(':') === version)
    .map(networkOf)
    .filter((network) => !EVERYBODY.has(network));
  return partsOf(rule).flatMap((part) => {
    const { from, to } = part;
    if (!isPorts(part) || from === null || to === null) return [part];
    return [
      ...(from < port ? [{ ...part, to: port - 1 }] : []),
      ...(to > port ? [{ ...part, from: port + 1 }] : []),
      ...networks.map((network) => ({ ...part, from: port, to: port, network })),
    ];
  });
}

/** Each rule once. */
export function restOfAll(
  rules: readonly GroupRule[],
  port: number,
  allow: readonly string[],
): GroupRule[] {
  const rest = rules.flatMap((rule) => restOf(rule, port, allow));
  return [...new Map(rest.map((rule) => [keyOf(rule), rule])).values()];
}

/** Those of the first that are not among the second. */
export function without<R extends GroupRule>(
  rules: readonly R[],
  others: readonly GroupRule[],
): R[] {
  const known = new Set(others.map(keyOf));
  return rules.filter((rule) => !known.has(keyOf(rule)));
}
