/** Who may reach a pod, by the NetworkPolicies that really select it. https://kubernetes.io/docs/concepts/services-networking/network-policies/ */
import { holds, rangeOf, STRANGERS } from '../products/cidr.ts';
import { get, items, text, textAt, type Value } from '../text/value.ts';
import type { Pod, Port } from './pods.ts';
import { matches, type Resource } from './resources.ts';

/**
 * everybody: no policy keeps anybody out; cluster: all pods of it; spaces: pods of other namespaces, as a route's own;
 * chosen: some pods, or nobody.
 */
export type Admitted = (typeof ADMITTED)[number];

/** The widest first. */
const ADMITTED = ['everybody', 'cluster', 'spaces', 'chosen'] as const;

export function admittedTo(pod: Pod, port: number, policies: readonly Resource[]): Admitted {
  const own = policies.filter((policy) => policy.kind === 'NetworkPolicy' && concerns(policy, pod));
  if (own.length === 0) return 'everybody';
  const names = pod.containers.flatMap(({ ports }) => ports);
  const found = own
    .flatMap(({ value }) => items(get(value, 'spec', 'ingress')))
    .filter((rule) => coversPort(rule, port, names))
    .map((rule) => admittedBy(rule));
  return ADMITTED.find((each) => found.includes(each)) ?? 'chosen';
}

function concerns({ namespace, value }: Resource, pod: Pod): boolean {
  const types = items(get(value, 'spec', 'policyTypes')).map((type) => text(type));
  const isIngress = types.length === 0 || types.includes('Ingress');
  return (
    isIngress &&
    namespace === pod.resource.namespace &&
    matches(get(value, 'spec', 'podSelector'), pod.labels)
  );
}

function coversPort(rule: Value, port: number, names: readonly Port[]): boolean {
  const ports = items(get(rule, 'ports'));
  if (ports.length === 0) return true;
  return ports.some((each) => {
    const word = textAt(each, 'port');
    if ((textAt(each, 'protocol') ?? 'TCP') !== 'TCP') return false;
    if (word === undefined) return true;
    const number = names.find(({ name }) => name === word)?.port ?? Number(word);
    return number <= port && port <= Number(textAt(each, 'endPort') ?? number);
  });
}

function admittedBy(rule: Value): Admitted {
  const from = items(get(rule, 'from'));
  if (from.length === 0) return 'everybody';
  if (from.some((peer) => isWorld(get(peer, 'ipBlock')))) return 'everybody';
  const isAnyPod = (peer: Value): boolean => {
    const spaces = get(peer, 'namespaceSelector');
    const pods = get(peer, 'podSelector');
    return spaces !== undefined && isEmpty(spaces) && (pods === undefined || isEmpty(pods));
  };
  if (from.some(isAnyPod)) return 'cluster';
  return from.some((peer) => get(peer, 'namespaceSelector')) ? 'spaces' : 'chosen';
}

function isEmpty(selector: Value): boolean {
  return (
    get(selector, 'matchLabels') === undefined && get(selector, 'matchExpressions') === undefined
  );
}

function isWorld(block: Value | undefined): boolean {
  const range = rangeOf(textAt(block, 'cidr') ?? '');
  const except = items(get(block, 'except')).flatMap((each) => rangeOf(text(each) ?? '') ?? []);
  return (
    range !== undefined &&
    STRANGERS.some((address) => holds([range], address) && !holds(except, address))
  );
}
