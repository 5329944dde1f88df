/** The ways into a pod from outside of it: Services and what they are published by. */
import type { FileFact, FileObservation, Place } from '../../model/observation.ts';
import { holds, rangeOf, STRANGERS } from '../products/cidr.ts';
import { fact } from '../products/setup.ts';
import { entries, get, items, text, textAt, type Value } from '../text/value.ts';
import type { Pod } from './pods.ts';
import { type Resource, selects } from './resources.ts';

export interface Way {
  readonly where: Place;
  /** The port of the container that it leads to, or that port's name. */
  readonly target: string;
  /** Where others meet it. */
  readonly port: number;
  readonly host?: string;
  readonly reach: NonNullable<FileObservation['reach']>;
  readonly facts: readonly FileFact[];
  /** What asks for credentials on the way. */
  readonly asks?: Place | undefined;
  readonly tls?: boolean;
  /** Whoever serves the route asks in the caller's stead. */
  readonly isRoute?: boolean;
}

export const ANYBODY = 'internet';
const INTERNAL =
  /load-balancer-(?:internal|type|scheme)$|internal-load-balancer|azure-load-balancer-internal$/;

export function annotations(value: Value): (readonly [string, string])[] {
  return entries(get(value, 'metadata', 'annotations')).map(([key, entry]) => [
    key,
    text(entry.value) ?? '',
  ]);
}

export function servicesOf(pod: Pod, resources: readonly Resource[]): Resource[] {
  return resources.filter(
    ({ kind, namespace, value }) =>
      kind === 'Service' &&
      namespace === pod.resource.namespace &&
      selects(get(value, 'spec', 'selector'), pod.labels),
  );
}

/** https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types */
export function serviceWays({ value }: Resource): Way[] {
  const spec = get(value, 'spec');
  const type = get(spec, 'type');
  const kind = text(type) ?? 'ClusterIP';
  const external = get(spec, 'externalIPs');
  return items(get(spec, 'ports')).flatMap((port) => {
    const number = Number(textAt(port, 'port'));
    if (!Number.isInteger(number) || (textAt(port, 'protocol') ?? 'TCP') !== 'TCP') return [];
    const target = textAt(port, 'targetPort') ?? `${number}`;
    const common = { target, port: number };
    const ways: Way[] = [];
    if (kind === 'LoadBalancer') ways.push({ ...common, ...balanced(value, spec, type ?? port) });
    else if (kind === 'NodePort') {
      const says = 'A NodePort opens on every node of the cluster.';
      ways.push({
        ...common,
        port: Number(textAt(port, 'nodePort') ?? number),
        where: (type ?? port).at,
        reach: { vantage: ANYBODY, because: 'every node of the cluster, at all of its addresses' },
        facts: [written(type, says, 'ClusterIP')],
      });
    } else
      ways.push({
        ...common,
        where: port.at,
        reach: { vantage: 'segment', because: 'each pod of the cluster' },
        facts: [],
      });
    if (items(external).length > 0 && external)
      ways.push({
        ...common,
        where: external.at,
        reach: { vantage: ANYBODY, because: 'the external addresses of the Service' },
        facts: [fact('network', external.at, 'The Service answers at external addresses.')],
      });
    return ways;
  });
}

function written(value: Value | undefined, says: string, write: string): FileFact {
  const at = value?.at ?? { file: '', line: 1, column: 1 };
  const until = value?.kind === 'scalar' && value.until !== undefined ? { until: value.until } : {};
  return fact('network', { name: '', text: '', known: true, at, ...until }, says, { write });
}

/** A load balancer with ranges of its own, or inside of the provider's network, is no door to the world. */
function balanced(
  value: Value,
  spec: Value | undefined,
  type: Value,
): Pick<Way, 'where' | 'reach' | 'facts'> {
  const facts = [written(type, 'A load balancer puts it on an address of its own.', 'ClusterIP')];
  const where = type.at;
  const isInternal = annotations(value).some(
    ([key, word]) => INTERNAL.test(key) && /^(?:true|internal|0\.0\.0\.0\/0)$/i.test(word),
  );
  if (isInternal)
    return {
      where,
      facts,
      reach: { vantage: 'corporate', because: 'a load balancer inside of the provider’s network' },
    };
  const ranges = items(get(spec, 'loadBalancerSourceRanges')).flatMap(
    (range) => rangeOf(text(range) ?? '') ?? [],
  );
  const isOpen = ranges.length === 0 || STRANGERS.some((address) => holds(ranges, address));
  return isOpen
    ? {
        where,
        facts,
        reach: { vantage: ANYBODY, because: 'a load balancer without source ranges' },
      }
    : {
        where,
        facts,
        reach: { vantage: 'segment', because: 'a load balancer for a few source ranges' },
      };
}
