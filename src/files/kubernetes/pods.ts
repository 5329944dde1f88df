/** Pods as containers with environment, command line and files. https://kubernetes.io/docs/concepts/workloads/pods/ */
import { posix } from 'node:path';
import type { Place } from '../../model/observation.ts';
import { inlineSource, type Mount, MountedFiles } from '../compose/mounts.ts';
import { expanded } from '../compose/environment.ts';
import type { Setting } from '../text/settings.ts';
import { entries, get, items, text, textAt, truth, type Value } from '../text/value.ts';
import type { Tree } from '../tree.ts';
import { identify, type Identified } from '../workload.ts';
import { labelsOf, type Resource } from './resources.ts';

export interface Port {
  readonly name: string | undefined;
  readonly port: number;
  readonly hostPort: number | undefined;
  readonly hostIp: string | undefined;
  readonly at: Place;
}

export interface Container {
  readonly at: Place;
  readonly known: Identified | undefined;
  readonly incomplete: string | undefined;
  readonly ports: readonly Port[];
}

export interface Pod {
  readonly resource: Resource;
  readonly labels: ReadonlyMap<string, string>;
  readonly hostNetwork: Value | undefined;
  readonly engine: Place | undefined;
  readonly containers: readonly Container[];
}

const SET_ELSEWHERE = '(set where it runs)';
const IN_SECRET = 'A file of it stands in a Secret, which is not read.';
const FROM_SECRET =
  'A part of its environment stands in a Secret or ConfigMap that is not among these.';

const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

export function podsOf(resources: readonly Resource[], tree: Tree): Pod[] {
  return resources.flatMap((resource) => {
    const path = TEMPLATES[resource.kind];
    const template = path && get(resource.value, ...path);
    const spec = get(template, 'spec');
    if (!template || !spec) return [];
    const host = get(spec, 'hostNetwork');
    const containers = items(get(spec, 'containers')).map((each) =>
      containerOf(each, spec, resource, resources, tree),
    );
    const labels = labelsOf(get(template, 'metadata', 'labels'));
    return [
      {
        resource,
        labels,
        hostNetwork: truth(text(host)) === true ? host : undefined,
        engine: engineOf(spec),
        containers,
      },
    ];
  });
}

function engineOf(spec: Value): Place | undefined {
  const path = items(get(spec, 'volumes'))
    .map((volume) => get(volume, 'hostPath', 'path'))
    .find((each) => /(?:docker|containerd|crio)\.sock$/.test(text(each) ?? ''));
  return path?.at;
}

function containerOf(
  value: Value,
  spec: Value,
  resource: Resource,
  all: readonly Resource[],
  tree: Tree,
): Container {
  const { env, incomplete } = environmentOf(value, resource, all);
  const image = get(value, 'image');
  const words = ['command', 'args'].flatMap((key) =>
    items(get(value, key)).map((item) => ({
      name: '',
      at: item.at,
      ...substituted(text(item) ?? '', env),
    })),
  );
  const workload = {
    image: text(image) ?? '',
    at: image?.at ?? value.at,
    env,
    words: expanded(words, env),
    files: new MountedFiles(tree, mountsOf(value, spec, resource, all)),
    incomplete,
  };
  return { at: workload.at, known: identify(workload, tree), incomplete, ports: portsOf(value) };
}

/** `$(NAME)` in a command line. https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/ */
function substituted(
  words: string,
  env: ReadonlyMap<string, Setting>,
): { text: string; known: boolean } {
  let known = true;
  const filled = words.replaceAll(/\$\(([A-Za-z_]\w*)\)/g, (whole, name: string) => {
    const found = env.get(name);
    if (!found?.known) known = false;
    return found?.text ?? whole;
  });
  return { text: filled, known };
}

function configMap(
  name: string | undefined,
  { namespace }: Resource,
  all: readonly Resource[],
): Value | undefined {
  return all.find(
    (each) => each.kind === 'ConfigMap' && each.name === name && each.namespace === namespace,
  )?.value;
}

function environmentOf(value: Value, resource: Resource, all: readonly Resource[]) {
  const env = new Map<string, Setting>();
  let incomplete: string | undefined;
  for (const from of items(get(value, 'envFrom'))) {
    const prefix = textAt(from, 'prefix') ?? '';
    const map = configMap(textAt(from, 'configMapRef', 'name'), resource, all);
    if (!map) incomplete = FROM_SECRET;
    for (const [name, entry] of entries(get(map, 'data'))) put(env, prefix + name, entry.value);
  }
  for (const item of items(get(value, 'env'))) {
    const name = textAt(item, 'name');
    if (name === undefined) continue;
    const own = get(item, 'value');
    const key = get(item, 'valueFrom', 'configMapKeyRef');
    const followed = get(
      configMap(textAt(key, 'name'), resource, all),
      'data',
      textAt(key, 'key') ?? '',
    );
    const isSecret = get(item, 'valueFrom', 'secretKeyRef') !== undefined;
    if (own ?? followed) put(env, name, own ?? followed);
    else
      env.set(name, {
        name,
        text: isSecret ? SET_ELSEWHERE : '',
        at: item.at,
        known: isSecret || !get(item, 'valueFrom'),
      });
  }
  for (const [name, setting] of env) {
    const filled = substituted(setting.text, env);
    if (filled.text !== setting.text) env.set(name, { ...setting, ...filled });
  }
  return { env, incomplete };
}

function put(env: Map<string, Setting>, name: string, value: Value | undefined): void {
  if (value?.kind !== 'scalar') return;
  env.set(name, {
    name,
    text: value.text,
    at: value.at,
    known: true,
    ...(value.until !== undefined && { until: value.until }),
  });
}

function mountsOf(
  value: Value,
  spec: Value,
  resource: Resource,
  all: readonly Resource[],
): Mount[] {
  return items(get(value, 'volumeMounts')).flatMap((mount) => {
    const path = textAt(mount, 'mountPath');
    const volume = items(get(spec, 'volumes')).find(
      (each) => textAt(each, 'name') === textAt(mount, 'name'),
    );
    if (path === undefined || !volume) return [];
    const target = posix.normalize(path).replace(/(?<=.)\/$/, '');
    if (get(volume, 'secret')) return [{ target, from: { missing: IN_SECRET } }];
    const reference = get(volume, 'configMap');
    if (!reference) return [{ target, from: 'volume' as const }];
    const data = get(configMap(textAt(reference, 'name'), resource, all), 'data');
    if (!data)
      return [
        { target, from: { missing: 'A ConfigMap that is mounted into it is not among these.' } },
      ];
    return files(data, reference, target, textAt(mount, 'subPath'));
  });
}

function files(
  data: Value,
  reference: Value,
  target: string,
  subPath: string | undefined,
): Mount[] {
  const chosen = new Map(
    items(get(reference, 'items')).map((item) => [
      textAt(item, 'key') ?? '',
      textAt(item, 'path') ?? '',
    ]),
  );
  const found = entries(data).flatMap(([key, { value }]) => {
    const name = chosen.size === 0 ? key : chosen.get(key);
    return name === undefined || value.kind !== 'scalar'
      ? []
      : [{ name, inline: inlineSource(value) }];
  });
  if (subPath === undefined)
    return found.map(({ name, inline }) => ({
      target: posix.join(target, name),
      from: { inline },
    }));
  return found
    .filter(({ name }) => name === subPath)
    .map(({ inline }) => ({ target, from: { inline } }));
}

function portsOf(value: Value): Port[] {
  return items(get(value, 'ports')).flatMap((port) => {
    const number = Number(textAt(port, 'containerPort'));
    const hostPort = textAt(port, 'hostPort');
    if (!Number.isInteger(number) || (textAt(port, 'protocol') ?? 'TCP') !== 'TCP') return [];
    return [
      {
        name: textAt(port, 'name'),
        port: number,
        hostPort: hostPort === undefined ? undefined : Number(hostPort),
        hostIp: textAt(port, 'hostIP'),
        at: (get(port, 'hostPort') ?? port).at,
      },
    ];
  });
}
