/** The ways into a pod from outside of it: Services, routes, host ports. */
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
}

const ANYBODY = 'internet';
const INTERNAL =
  /load-balancer-(?:internal|type|scheme)$|internal-load-balancer|azure-load-balancer-internal$/;

function annotations(value: Value): (readonly [string, string])[] {
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

const AUTH =
  /(?:^|\/)(?:auth-type|auth-url|auth-secret|auth-tls-secret|auth-signin|router\.middlewares|auth-tls-verify-client)$/;
const RANGES = /(?:whitelist|allowlist)-source-range$/;

/** Ingress and the routes of a Gateway. https://kubernetes.io/docs/concepts/services-networking/ingress/ https://gateway-api.sigs.k8s.io/ */
export function routeWays(route: Resource, service: Resource): Way[] {
  if (route.namespace !== service.namespace) return [];
  const isIngress = route.kind === 'Ingress';
  if (!isIngress && !/^(?:HTTP|TCP|TLS|GRPC)Route$/.test(route.kind)) return [];
  const spec = get(route.value, 'spec');
  const backends = isIngress
    ? ingressBackends(spec)
    : items(get(spec, 'rules')).flatMap((rule) => items(get(rule, 'backendRefs')));
  return backends.flatMap((backend) => {
    const named = isIngress ? get(backend, 'service') : backend;
    const name = textAt(named, 'name') ?? textAt(backend, 'serviceName');
    if (name !== service.name) return [];
    const wanted =
      textAt(named, 'port', 'number') ??
      textAt(named, 'port', 'name') ??
      textAt(named, 'port') ??
      textAt(backend, 'servicePort');
    const port = items(get(service.value, 'spec', 'ports')).find(
      (each) => textAt(each, 'port') === wanted || textAt(each, 'name') === wanted,
    );
    return port ? [routed(route, backend, port)] : [];
  });
}

function ingressBackends(spec: Value | undefined): Value[] {
  const rules = items(get(spec, 'rules')).flatMap((rule) =>
    items(get(rule, 'http', 'paths')).map((path) => get(path, 'backend')),
  );
  return [get(spec, 'defaultBackend'), get(spec, 'backend'), ...rules].filter(
    (each) => each !== undefined,
  );
}

function routed(route: Resource, backend: Value, port: Value): Way {
  const spec = get(route.value, 'spec');
  const all = annotations(route.value);
  const asks = entries(get(route.value, 'metadata', 'annotations')).find(([key]) =>
    AUTH.test(key),
  )?.[1].keyAt;
  const isNarrow = all.some(
    ([key, word]) => RANGES.test(key) && !/(?:^|,)\s*(?:0\.0\.0\.0|::)\/0/.test(word),
  );
  const isInternal = all.some(([key, word]) => key.endsWith('scheme') && word === 'internal');
  const isTls = get(spec, 'tls') !== undefined;
  const host = items(get(spec, 'hostnames'))[0] ?? get(items(get(spec, 'rules'))[0], 'host');
  const reach =
    isNarrow || isInternal
      ? ({ vantage: 'segment', because: 'a route for a few source ranges' } as const)
      : ({ vantage: ANYBODY, because: 'a route from outside of the cluster' } as const);
  return {
    where: backend.at,
    target: textAt(port, 'targetPort') ?? textAt(port, 'port') ?? '',
    port: isTls || route.kind === 'TLSRoute' ? 443 : 80,
    ...(text(host) !== undefined && { host: text(host) ?? '' }),
    reach,
    facts: [fact('network', backend.at, 'This route leads from outside of the cluster to it.')],
    asks,
    tls: isTls,
  };
}
