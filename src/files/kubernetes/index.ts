/** Manifests as observations: each way to each port of each pod whose product is known. */
import type { FileObservation } from '../../model/observation.ts';
import { untrusted } from '../../model/untrusted.ts';
import { engineDoor } from '../engine.ts';
import { observe, widest } from '../observe.ts';
import { fact, isLoopback, type Listener, TLS_REQUIRED } from '../products/setup.ts';
import type { Tree } from '../tree.ts';
import { anonymousRights } from './anonymous.ts';
import { type Container, type Pod, podsOf } from './pods.ts';
import { admittedTo } from './policies.ts';
import { clusters, readResources, type Resource } from './resources.ts';
import { routeWays } from './routes.ts';
import { servicesOf, serviceWays, type Way } from './ways.ts';

const EVERYWHERE = '0.0.0.0';

export function observeKubernetes(
  paths: readonly string[],
  tree: Tree,
  at: string,
): FileObservation[] {
  return clusters(readResources(paths, tree)).flatMap((cluster) => [
    ...podsOf(cluster, tree).flatMap((pod) => observePod(pod, cluster, at)),
    ...anonymousRights(cluster, at),
  ]);
}

function observePod(pod: Pod, cluster: readonly Resource[], at: string): FileObservation[] {
  const ways = servicesOf(pod, cluster).flatMap((service) => [
    ...serviceWays(service),
    ...cluster.flatMap((route) => routeWays(route, service, cluster)),
  ]);
  const doors = pod.containers.flatMap((container) =>
    (container.known?.listeners ?? []).flatMap((listener) => {
      if (listener.binds.every((address) => isLoopback(address))) return [];
      const led = ways.filter((way) => leadsTo(way, container, listener));
      const own = withoutInside([...hostWays(pod, container, listener), ...led]);
      // Without a Service each pod still has an address in the cluster.
      return (own.length > 0 ? own : [alone(container, listener)]).map((way) =>
        door(pod, container, listener, way, cluster, at),
      );
    }),
  );
  return [...doors, ...engine(pod, at)];
}

/** Where a way leads in from outside, the one from inside tells nothing new. */
function withoutInside(ways: readonly Way[]): readonly Way[] {
  const outside = ways.filter(({ reach }) => reach.vantage !== 'segment');
  return outside.length > 0 ? outside : ways;
}

function leadsTo({ target }: Way, { ports }: Container, { port }: Listener): boolean {
  return target === `${port}` || ports.some((each) => each.name === target && each.port === port);
}

function alone({ at }: Container, { port }: Listener): Way {
  return {
    where: at,
    target: `${port}`,
    port,
    reach: { vantage: 'segment', because: 'each pod of the cluster' },
    facts: [],
  };
}

/** `hostNetwork` and `hostPort` make a port of the pod one of its node. */
function hostWays({ hostNetwork }: Pod, { ports }: Container, { port, binds }: Listener): Way[] {
  const reach = { vantage: 'internet', because: 'the node’s own addresses' } as const;
  if (hostNetwork) {
    const setting = {
      name: '',
      text: '',
      known: true,
      at: hostNetwork.at,
      ...('until' in hostNetwork &&
        hostNetwork.until !== undefined && { until: hostNetwork.until }),
    };
    const says = 'The pod runs in its node’s own network.';
    return isLoopback(widest(binds))
      ? []
      : [
          {
            where: hostNetwork.at,
            target: `${port}`,
            port,
            reach,
            facts: [fact('network', setting, says, { write: 'false' })],
          },
        ];
  }
  return ports
    .filter(
      (each) =>
        each.port === port && each.hostPort !== undefined && !isLoopback(each.hostIp ?? EVERYWHERE),
    )
    .map((each) => ({
      where: each.at,
      target: `${port}`,
      port: each.hostPort ?? port,
      reach,
      facts: [fact('network', each.at, 'This opens the port on the node.')],
    }));
}

function door(
  pod: Pod,
  container: Container,
  listener: Listener,
  way: Way,
  cluster: readonly Resource[],
  at: string,
): FileObservation {
  const { resource } = pod;
  const admitted = admittedTo(pod, listener.port, cluster);
  // What serves a route stands in the cluster itself, mostly in a namespace of its own.
  const isServed = way.isRoute === true && admitted !== 'chosen';
  const reach =
    admitted === 'everybody' || isServed || pod.hostNetwork
      ? way.reach
      : admitted === 'cluster'
        ? ({ vantage: 'segment', because: 'a NetworkPolicy lets pods of the cluster in' } as const)
        : ({ vantage: 'host', because: 'a NetworkPolicy lets a few chosen pods in' } as const);
  const name = untrusted(`${resource.namespace}/${resource.kind}/${resource.name}`, 120);
  const known = container.known;
  const product = listener.product ?? known?.product ?? null;
  return observe(
    {
      asset: `${way.where.file}#${name}:${way.port}`,
      where: way.where,
      product,
      version: known?.version ?? null,
      listener: throughRoute(withoutInner(listener), way),
      address: EVERYWHERE,
      port: way.port,
      reach,
      facts: reach === way.reach ? way.facts : [],
      incomplete: container.incomplete,
      ...(way.host !== undefined && { host: untrusted(way.host, 253) }),
    },
    at,
  );
}

/** Inside a pod it is usual to serve all addresses; what counts is who is led there. */
function withoutInner(listener: Listener): Listener {
  return { ...listener, facts: listener.facts.filter(({ about }) => about !== 'network') };
}

function throughRoute(listener: Listener, { asks, tls }: Way): Listener {
  const inTls = tls ? { tls: TLS_REQUIRED } : {};
  if (!asks) return { ...listener, ...inTls };
  const facts = [fact('account', asks, 'The route asks callers for credentials.')];
  return {
    ...listener,
    ...inTls,
    facts,
    access: 'protected',
    grants: null,
    auth: ['other'],
    reason: 'The route asks callers for credentials before it passes them on.',
  };
}

function engine({ engine: where, resource }: Pod, at: string): FileObservation[] {
  if (!where) return [];
  const asset = `${where.file}#${untrusted(resource.name, 120)}:docker.sock`;
  return [observe(engineDoor(asset, where), at)];
}
