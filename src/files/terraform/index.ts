/** Terraform as observations: plans as they will be, and HCL as far as its literals go. */
import { dirname } from 'node:path';
import type { FileObservation } from '../../model/observation.ts';
import { untrusted } from '../../model/untrusted.ts';
import { get, items, textAt } from '../text/value.ts';
import type { Tree } from '../tree.ts';
import { observe } from '../observe.ts';
import { byPort } from '../workload.ts';
import { groupExposures } from './aws-network.ts';
import { policyExposures } from './aws-policies.ts';
import { storeExposures } from './aws-stores.ts';
import { azureExposures } from './azure.ts';
import { clusterExposures } from './clusters.ts';
import { type Exposure, exposure, factAt } from './exposure.ts';
import { googleExposures } from './google.ts';
import { readHcl } from './hcl.ts';
import { resourcesOf } from './module.ts';
import { readPlan } from './plan.ts';
import { type Resource, Resources } from './resource.ts';

export function observePlans(paths: readonly string[], tree: Tree, at: string): FileObservation[] {
  return paths.flatMap((path) => {
    const source = tree.use(path);
    if (typeof source !== 'object') return [];
    try {
      return observeResources(readPlan(source), at);
    } catch (error) {
      tree.problem(error, path);
      return [];
    }
  });
}

/** A folder is a module. What only a plan knows is not known here. */
export function observeModules(
  paths: readonly string[],
  tree: Tree,
  at: string,
): FileObservation[] {
  const folders = new Map<string, Resource[]>();
  const blocks = new Map<string, ReturnType<typeof readHcl>>();
  for (const path of paths) {
    const source = tree.use(path);
    if (typeof source !== 'object') continue;
    try {
      const folder = dirname(path);
      blocks.set(folder, [...(blocks.get(folder) ?? []), ...readHcl(source)]);
    } catch (error) {
      tree.problem(error, path);
    }
  }
  for (const [folder, own] of blocks) folders.set(folder, resourcesOf(own));
  return [...folders.values()].flatMap((resources) => observeResources(resources, at));
}

function observeResources(all: readonly Resource[], at: string): FileObservation[] {
  const resources = new Resources(all);
  const found = [
    ...groupExposures(resources),
    ...storeExposures(resources),
    ...policyExposures(resources),
    ...googleExposures(resources),
    ...azureExposures(resources),
    ...resources.all.flatMap((resource) => clusterExposures(resource)),
    ...resources
      .of('kubernetes_service', 'kubernetes_service_v1')
      .flatMap((service) => balanced(service)),
  ];
  return found.map((each) => toObservation(each, at));
}

function balanced(service: Resource): Exposure[] {
  return items(get(service.values, 'spec')).flatMap((spec) => {
    if (
      textAt(spec, 'type') !== 'LoadBalancer' ||
      items(get(spec, 'load_balancer_source_ranges')).length > 0
    )
      return [];
    return items(get(spec, 'port')).flatMap((port) => {
      const number = Number(textAt(port, 'target_port') ?? textAt(port, 'port'));
      const guess = byPort(number);
      if (!guess) return [];
      const fact = factAt(
        'network',
        get(spec, 'type') ?? spec,
        'A load balancer without source ranges.',
      );
      return [
        exposure(service, {
          product: guess.product,
          port: number,
          protocol: guess.listener.protocol,
          access: 'unknown',
          tls: null,
          reach: { vantage: 'internet', because: 'a load balancer without source ranges' },
          facts: [fact],
          reason: guess.listener.reason,
        }),
      ];
    });
  });
}

function toObservation(found: Exposure, at: string): FileObservation {
  const { resource, product, port, where, reach, facts } = found;
  const listener = {
    port,
    protocol: found.protocol,
    binds: [],
    access: found.access,
    grants: found.grants,
    reason: found.reason,
    auth: [],
    tls: found.tls,
    facts,
    byAbsence: false,
  };
  const asset = `${where.file}#${untrusted(resource.address, 150)}:${port}`;
  return observe(
    {
      asset,
      where,
      product,
      version: null,
      listener,
      address: '0.0.0.0',
      port,
      reach,
      isResource: true,
    },
    at,
  );
}
