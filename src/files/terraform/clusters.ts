/**
 * The API of managed Kubernetes: public unless it is told otherwise. https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
 * https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges
 */
import { rangeOf } from '../products/cidr.ts';
import { get, items, text, truth, type Value } from '../text/value.ts';
import { isWorld } from './aws-network.ts';
import { type Exposure, exposure, factAt, INTERNET, unknownYet } from './exposure.ts';
import { nested, type Resource } from './resource.ts';

interface Api {
  /** Whether it has no public address, and the value that says so. */
  readonly isPrivate: (resource: Resource) => Value | undefined;
  /** What says that it may; the resource itself where nothing does. */
  readonly told: readonly string[];
  /** Ranges that it is open for; `undefined`: for all. */
  readonly ranges: (resource: Resource) => Value | undefined;
  readonly mend: string;
}

const saying =
  (wanted: boolean, ...path: readonly string[]) =>
  (resource: Resource): Value | undefined => {
    const value = nested(resource, ...path);
    return truth(text(value)) === wanted ? value : undefined;
  };

const APIS: Readonly<Record<string, Api>> = {
  aws_eks_cluster: {
    isPrivate: saying(false, 'vpc_config', 'endpoint_public_access'),
    told: ['vpc_config', 'endpoint_public_access'],
    ranges: (resource) => nested(resource, 'vpc_config', 'public_access_cidrs'),
    mend: 'public_access_cidrs = ["<your network>"]',
  },
  google_container_cluster: {
    isPrivate: saying(true, 'private_cluster_config', 'enable_private_endpoint'),
    told: ['private_cluster_config', 'enable_private_endpoint'],
    ranges: (resource) => nested(resource, 'master_authorized_networks_config'),
    mend: 'master_authorized_networks_config {\n  cidr_blocks { cidr_block = "<your network>" }\n}',
  },
  azurerm_kubernetes_cluster: {
    isPrivate: saying(true, 'private_cluster_enabled'),
    told: ['private_cluster_enabled'],
    ranges: (resource) =>
      nested(resource, 'api_server_access_profile', 'authorized_ip_ranges') ??
      nested(resource, 'api_server_authorized_ip_ranges'),
    mend: 'api_server_access_profile {\n  authorized_ip_ranges = ["<your network>"]\n}',
  },
};

/** All words of a value, of nested blocks too. */
function words(value: Value): string[] {
  if (value.kind === 'scalar') return [value.text];
  const parts =
    value.kind === 'list' ? value.items : [...value.entries.values()].map((entry) => entry.value);
  return parts.flatMap((part) => words(part));
}

function isLate(value: Value | undefined): boolean {
  if (value?.kind === 'scalar') return value.type === 'expression';
  return items(value).some((each) => each !== value && isLate(each));
}

export function clusterExposures(resource: Resource): Exposure[] {
  const api = APIS[resource.type];
  if (!api || api.isPrivate(resource)) return [];
  const told = nested(resource, ...api.told);
  const ranges = api.ranges(resource);
  if (isLate(told) || isLate(ranges) || isLateIn(resource, api)) {
    const reason = 'Whom its API admits is only known after the change.';
    return [unknownYet(resource, 'kubernetes', reason)];
  }
  const given = ranges ? words(ranges).flatMap((word) => rangeOf(word) ?? []) : [];
  if (ranges && words(ranges).length > 0 && !isWorld(given)) return [];
  if (ranges && resource.type === 'google_container_cluster' && given.length === 0) return [];
  const where = ranges ?? told ?? { kind: 'map', entries: new Map(), at: resource.at };
  const fact = { ...factAt('network', where, 'The world reaches the API of this cluster.') };
  const reason = 'It asks for a token or a certificate, and the world can try its next hole.';
  return [
    exposure(resource, {
      product: 'kubernetes',
      access: 'protected',
      reach: INTERNET,
      facts: [{ ...fact, add: api.mend }],
      reason,
    }),
  ];
}

/** In a plan: what the change decides. */
function isLateIn({ unknown }: Resource, { told }: Api): boolean {
  const [first = ''] = told;
  return items(get(unknown, first)).some((each) => truth(text(get(each, told[1] ?? ''))) === true);
}
