/** Ingress and the routes of a Gateway. https://kubernetes.io/docs/concepts/services-networking/ingress/ https://gateway-api.sigs.k8s.io/ */
import { fact } from '../products/setup.ts';
import { entries, get, items, text, textAt, type Value } from '../text/value.ts';
import type { Resource } from './resources.ts';
import { annotations, ANYBODY, type Way } from './ways.ts';

const AUTH =
  /(?:^|\/)(?:auth-type|auth-url|auth-secret|auth-tls-secret|auth-signin|router\.middlewares|auth-tls-verify-client)$/;
const HTTP = 80;
const HTTPS = 443;
const RANGES = /(?:whitelist|allowlist)-source-range$/;

export function routeWays(route: Resource, service: Resource, cluster: readonly Resource[]): Way[] {
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
    return port ? [routed(route, backend, port, cluster)] : [];
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

/** The listeners of the Gateways that a route names; https://gateway-api.sigs.k8s.io/reference/spec/#parentreference */
function listenersOf({ value, namespace }: Resource, cluster: readonly Resource[]): Value[] {
  return items(get(value, 'spec', 'parentRefs')).flatMap((parent) => {
    const gateway = cluster.find(
      ({ kind, name, ...at }) =>
        kind === 'Gateway' &&
        name === textAt(parent, 'name') &&
        at.namespace === (textAt(parent, 'namespace') ?? namespace),
    );
    const section = textAt(parent, 'sectionName');
    return items(get(gateway?.value, 'spec', 'listeners')).filter(
      (each) => section === undefined || textAt(each, 'name') === section,
    );
  });
}

/** Where others meet it: at the Gateway's port, else where such a route usually is. */
function portOf(route: Resource, port: Value, isTls: boolean, listeners: readonly Value[]): number {
  const told = listeners.map((each) => Number(textAt(each, 'port'))).find(Number.isInteger);
  if (told !== undefined) return told;
  if (route.kind === 'TCPRoute') return Number(textAt(port, 'port'));
  return isTls ? HTTPS : HTTP;
}

function routed(route: Resource, backend: Value, port: Value, cluster: readonly Resource[]): Way {
  const spec = get(route.value, 'spec');
  const all = annotations(route.value);
  const asks = entries(get(route.value, 'metadata', 'annotations')).find(([key]) =>
    AUTH.test(key),
  )?.[1].keyAt;
  const isNarrow = all.some(
    ([key, word]) => RANGES.test(key) && !/(?:^|,)\s*(?:0\.0\.0\.0|::)\/0/.test(word),
  );
  const isInternal = all.some(([key, word]) => key.endsWith('scheme') && word === 'internal');
  const listeners = listenersOf(route, cluster);
  const isTls =
    get(spec, 'tls') !== undefined ||
    route.kind === 'TLSRoute' ||
    (listeners.length > 0 && listeners.every((each) => get(each, 'tls') !== undefined));
  const host = items(get(spec, 'hostnames'))[0] ?? get(items(get(spec, 'rules'))[0], 'host');
  const reach =
    isNarrow || isInternal
      ? ({ vantage: 'segment', because: 'a route for a few source ranges' } as const)
      : ({ vantage: ANYBODY, because: 'a route from outside of the cluster' } as const);
  return {
    where: backend.at,
    target: textAt(port, 'targetPort') ?? textAt(port, 'port') ?? '',
    port: portOf(route, port, isTls, listeners),
    isRoute: true,
    ...(text(host) !== undefined && { host: text(host) ?? '' }),
    reach,
    facts: [fact('network', backend.at, 'This route leads from outside of the cluster to it.')],
    asks,
    tls: isTls,
  };
}
