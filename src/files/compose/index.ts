/** Compose projects as observations: each published port of each service. */
import { basename, dirname } from 'node:path';
import type { FileFact, FileObservation, Place } from '../../model/observation.ts';
import { observe } from '../observe.ts';
import { fact, isLoopback, type Listener } from '../products/setup.ts';
import { entries, get, items, text, textAt, truth, type Value } from '../text/value.ts';
import type { Tree } from '../tree.ts';
import { byPort, identify, type Workload } from '../workload.ts';
import { built } from './dockerfile.ts';
import { toldTo } from './environment.ts';
import { interpolate } from './interpolate.ts';
import { MountedFiles, mountsOf } from './mounts.ts';
import { type Published, publishedPorts } from './ports.ts';
import { type Project, ProjectReader, projectsOf } from './project.ts';

const DOCKER_SOCKET = /(?:^|\/)docker\.sock$/;
const DOCKER_PORT = 2375;

/** All projects of all folders. `isLayer` tells a file that only makes sense over another one. */
export function observeCompose(
  paths: readonly string[],
  tree: Tree,
  isLayer: (path: string) => boolean,
  at: string,
): FileObservation[] {
  const folders = new Map<string, string[]>();
  for (const path of paths)
    folders.set(dirname(path), [...(folders.get(dirname(path)) ?? []), path]);
  const found: FileObservation[] = [];
  for (const own of folders.values()) {
    for (const files of projectsOf(own, isLayer)) found.push(...observeProject(files, tree, at));
  }
  return found;
}

function observeProject(files: readonly string[], tree: Tree, at: string): FileObservation[] {
  const [first = ''] = files;
  // What another project includes was judged with it, unless it is a project by its own name.
  if (tree.isUsed(first) && !/^(?:docker-)?compose\.ya?ml$/.test(basename(first))) return [];
  try {
    const project = new ProjectReader(tree).read(files);
    return project
      ? entries(get(project.model, 'services')).flatMap(([name, { value, keyAt }]) =>
          new Service(name, keyAt, value, project, tree).observe(at),
        )
      : [];
  } catch (error) {
    tree.problem(error, first);
    return [];
  }
}

class Service {
  readonly #name: string;
  readonly #keyAt: Place;
  readonly #value: Value;
  readonly #project: Project;
  readonly #tree: Tree;

  constructor(name: string, keyAt: Place, value: Value, project: Project, tree: Tree) {
    this.#name = name;
    this.#keyAt = keyAt;
    this.#value = value;
    this.#project = project;
    this.#tree = tree;
  }

  observe(at: string): FileObservation[] {
    return [...this.#doors(at), ...this.#engine(at)];
  }

  #fill(words: string): string {
    return interpolate(words, this.#project.variables).text;
  }

  #workload(): Workload {
    const { model, folder } = this.#project;
    const image = get(this.#value, 'image');
    const told = toldTo(this.#value, this.#project, this.#tree);
    const mounts = mountsOf(this.#value, model, folder, (words) => this.#fill(words));
    const own: Workload = {
      image: this.#fill(text(image) ?? ''),
      at: image?.at ?? this.#keyAt,
      ...told,
      files: new MountedFiles(this.#tree, mounts),
    };
    const build = get(this.#value, 'build');
    return build ? built(own, build, mounts, folder, this.#tree) : own;
  }

  #doors(at: string): FileObservation[] {
    const workload = this.#workload();
    const known = identify(workload, this.#tree);
    const doors = this.#isOnHost()
      ? this.#hostDoors(known?.listeners ?? [])
      : this.#publishedDoors(known?.listeners ?? []);
    return doors.flatMap(({ listener, address, port, where, facts, reach }) => {
      const guess = listener ? undefined : known ? undefined : byPort(port.target);
      const spoken = listener ?? guess?.listener;
      if (!spoken) return [];
      const product = known?.product ?? guess?.product ?? null;
      const asset = `${where.file}#${this.#name}:${port.met}`;
      const { incomplete } = workload;
      return [
        observe(
          {
            asset,
            where,
            product,
            version: known?.version ?? null,
            listener: spoken,
            address,
            port: port.met,
            facts,
            incomplete,
            ...(reach && { reach }),
          },
          at,
        ),
      ];
    });
  }

  /** With `network_mode: host` each listener is one of the host; `ports` count for nothing. */
  #isOnHost(): boolean {
    return textAt(this.#value, 'network_mode') === 'host';
  }

  #hostDoors(listeners: readonly Listener[]): OpenDoor[] {
    const mode = get(this.#value, 'network_mode');
    const where = mode?.at ?? this.#keyAt;
    return listeners.map((listener) => {
      const address = widest(listener.binds);
      const facts = isLoopback(address)
        ? []
        : [
            fact(
              'network',
              where,
              'It runs in the host’s own network, so its ports are the host’s.',
              { write: 'bridge' },
            ),
          ];
      return {
        listener,
        address,
        port: { met: listener.port, target: listener.port },
        where,
        facts,
      };
    });
  }

  #publishedDoors(listeners: readonly Listener[]): OpenDoor[] {
    const published = publishedPorts(get(this.#value, 'ports'), (words) => this.#fill(words));
    const doors = published.flatMap((port) => this.#publishedDoor(port, listeners));
    const outside = this.#outsideNetwork();
    if (!outside) return doors;
    const reach = {
      vantage: 'corporate' as const,
      because: 'its network gives it an address of its own there',
    };
    return [
      ...doors,
      ...listeners.map((listener) => ({
        listener,
        address: '0.0.0.0',
        port: { met: listener.port, target: listener.port },
        where: outside,
        facts: [
          fact('network', outside, 'This network gives the container an address beside the host.'),
        ],
        reach,
      })),
    ];
  }

  #publishedDoor(port: Published, listeners: readonly Listener[]): OpenDoor[] {
    const own = listeners.find((each) => each.port === port.target);
    // Inside a container it is usual to serve all addresses; what counts is where the port is published.
    const listener = own && { ...own, facts: own.facts.filter(({ about }) => about !== 'network') };
    // Docker reaches the container at its own address, where a loopback listener is not.
    if (listener && listener.binds.every((address) => isLoopback(address))) return [];
    const address =
      port.host === ''
        ? this.#usualAddress()
        : port.host === '::'
          ? '0.0.0.0'
          : port.host === 'localhost'
            ? '127.0.0.1'
            : port.host;
    const met = port.published ?? port.target;
    const facts: FileFact[] = [];
    if (!isLoopback(address)) {
      const where = {
        name: '',
        text: '',
        known: true,
        at: port.at,
        ...(port.until !== undefined && { until: port.until }),
      };
      const says = port.isIngress
        ? 'Swarm opens this port on every node.'
        : 'Docker opens this port past the host’s own firewall (ufw, firewalld).';
      facts.push(
        fact(
          'network',
          where,
          says,
          port.until === undefined ? { add: port.safe } : { write: port.safe },
        ),
      );
    }
    return [{ listener, address, port: { met, target: port.target }, where: port.at, facts }];
  }

  /** A bridge may be told to publish on another address. https://docs.docker.com/engine/network/drivers/bridge/#options */
  #usualAddress(): string {
    const options = this.#networks().map((network) =>
      textAt(network, 'driver_opts', 'com.docker.network.bridge.host_binding_ipv4'),
    );
    const set = options.find((each) => each !== undefined);
    return set === undefined ? '0.0.0.0' : this.#fill(set);
  }

  #networks(): Value[] {
    const { model } = this.#project;
    const own = get(this.#value, 'networks');
    const names =
      own?.kind === 'map'
        ? entries(own).map(([name]) => name)
        : items(own).map((item) => text(item) ?? '');
    const used = names.length > 0 ? names : ['default'];
    return used.map((name) => get(model, 'networks', name)).filter((each) => each !== undefined);
  }

  /** macvlan and ipvlan put the container on the network of the host. */
  #outsideNetwork(): Place | undefined {
    const found = this.#networks().find(
      (network) =>
        /^(?:macvlan|ipvlan)$/.test(textAt(network, 'driver') ?? '') &&
        truth(textAt(network, 'internal')) !== true,
    );
    return get(found, 'driver')?.at;
  }

  /** Whoever holds the engine's socket is root of the host; so is whoever takes over the container. */
  #engine(at: string): FileObservation[] {
    const socket = items(get(this.#value, 'volumes')).find((item) => {
      const source =
        item.kind === 'map' ? textAt(item, 'source') : (text(item) ?? '').split(':')[0];
      return DOCKER_SOCKET.test(this.#fill(source ?? ''));
    });
    if (!socket) return [];
    const where = socket.at;
    const listener = {
      port: DOCKER_PORT,
      protocol: 'http',
      binds: ['127.0.0.1'],
      access: 'open',
      grants: 'code-execution',
      auth: ['none'],
      tls: null,
      byAbsence: false,
      reason:
        'The engine’s socket is mounted into a container: whoever takes that over is root of the host.',
      facts: [fact('access', where, 'The engine’s socket is mounted here.')],
    } as const;
    return [
      observe(
        {
          asset: `${where.file}#${this.#name}:docker.sock`,
          where,
          product: 'docker',
          version: null,
          listener,
          address: '127.0.0.1',
          port: DOCKER_PORT,
        },
        at,
      ),
    ];
  }
}

interface OpenDoor {
  readonly listener: Listener | undefined;
  readonly address: string;
  readonly port: { readonly met: number; readonly target: number };
  readonly where: Place;
  readonly facts: readonly FileFact[];
  readonly reach?: FileObservation['reach'];
}

/** The address of a listener that most others can reach. */
export function widest(binds: readonly string[]): string {
  return (
    binds.find((address) => address === '0.0.0.0') ??
    binds.find((address) => !isLoopback(address)) ??
    binds[0] ??
    '127.0.0.1'
  );
}
