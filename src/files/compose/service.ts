/** One service of a project: what it publishes, and what answers there. */
import type { FileFact, FileObservation, Place } from '../../model/observation.ts';
import { engineDoor } from '../engine.ts';
import { observe, widest } from '../observe.ts';
import { fact, isLoopback, type Listener } from '../products/setup.ts';
import { get, items, text, textAt, type Value } from '../text/value.ts';
import type { Tree } from '../tree.ts';
import { byPort, identify, type Identified, type Workload } from '../workload.ts';
import { built } from './dockerfile.ts';
import { toldTo } from './environment.ts';
import { interpolate } from './interpolate.ts';
import { MountedFiles, mountsOf } from './mounts.ts';
import { hostAddress, networksOf, outsideNetwork } from './networks.ts';
import { LATE, type Published, publishedFact, publishedPorts } from './ports.ts';
import type { Project } from './project.ts';

const DOCKER_SOCKET = /(?:^|\/)docker\.sock$/;

interface Parts {
  readonly name: string;
  readonly keyAt: Place;
  readonly value: Value;
  readonly project: Project;
  readonly tree: Tree;
  /** All of the project, for what stands behind a proxy. */
  readonly services: ReadonlyMap<string, Service>;
}

export class Service {
  readonly #name: string;
  readonly #keyAt: Place;
  readonly #value: Value;
  readonly #project: Project;
  readonly #tree: Tree;
  readonly #services: ReadonlyMap<string, Service>;

  constructor({ name, keyAt, value, project, tree, services }: Parts) {
    this.#name = name;
    this.#keyAt = keyAt;
    this.#value = value;
    this.#project = project;
    this.#tree = tree;
    this.#services = services;
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
    const own = known?.listeners ?? [];
    const doors = this.#isOnHost() ? this.#hostDoors(own) : this.#publishedDoors(own);
    return doors.flatMap((door) => {
      const guess = door.listener || known ? undefined : byPort(door.port.target);
      const met = door.listener ?? guess?.listener;
      if (!met) return [];
      const product = known ?? (guess && { product: guess.product, version: null });
      return [this.#observe(door, this.#throughProxy(met), product, workload.incomplete, at)];
    });
  }

  #observe(
    { address, port, where, facts, reach }: OpenDoor,
    listener: Listener,
    known: Pick<Identified, 'product' | 'version'> | undefined,
    incomplete: string | undefined,
    at: string,
  ): FileObservation {
    const asset = `${where.file}#${this.#name}:${port.met}`;
    const common = {
      where,
      listener,
      address,
      port: port.met,
      facts,
      incomplete,
      ...(reach && { reach }),
    };
    const { product: behind } = listener;
    return behind === undefined
      ? observe(
          { ...common, asset, product: known?.product ?? null, version: known?.version ?? null },
          at,
        )
      : observe({ ...common, asset: `${asset}/${behind}`, product: behind, version: null }, at);
  }

  /** What a proxy of the same project passes on to may ask for credentials itself. */
  #throughProxy(listener: Listener): Listener {
    const { behind } = listener;
    const service = behind && this.#services.get(behind.host);
    if (!service || listener.access === 'protected') return listener;
    const known = identify(service.#workload(), this.#tree);
    const store = known?.listeners.find(({ port }) => port === behind.port);
    if (!store) return listener;
    const { access, grants, reason, auth } = store;
    const isOpen = access === 'open';
    const facts = isOpen
      ? [...listener.facts, ...store.facts.filter(({ about }) => about === 'access')]
      : store.facts;
    return {
      ...listener,
      product: known?.product ?? listener.product ?? '',
      access,
      grants,
      reason,
      auth,
      facts,
    };
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
    const doors = this.#published().flatMap((port) => this.#publishedDoor(port, listeners));
    const outside = outsideNetwork(this.#networks());
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

  /** Its own ports, or those of the service whose network it shares. https://docs.docker.com/reference/compose-file/services/#network_mode */
  #published(): Published[] {
    const [, lender] = /^service:(.+)$/.exec(textAt(this.#value, 'network_mode') ?? '') ?? [];
    const from = lender === undefined ? this : this.#services.get(lender);
    return publishedPorts(from && get(from.#value, 'ports'), (words) =>
      interpolate(words, this.#project.variables),
    );
  }

  /** Whether a service in its network is the one that listens there. */
  #isBorrowed(target: number): boolean {
    const own = `service:${this.#name}`;
    return [...this.#services.values()]
      .filter((other) => textAt(other.#value, 'network_mode') === own)
      .flatMap((other) => identify(other.#workload(), this.#tree)?.listeners ?? [])
      .some(({ port }) => port === target);
  }

  #publishedDoor(port: Published, listeners: readonly Listener[]): OpenDoor[] {
    const there = listeners.filter((each) => each.port === port.target);
    // Docker reaches the container at its own address, where a loopback listener is not.
    const met = there.filter(({ binds }) => !binds.every((address) => isLoopback(address)));
    if (there.length > 0 && met.length === 0) return [];
    const address = this.#fill(hostAddress(port.host, this.#networks()));
    const door = {
      address,
      port: { met: port.published ?? port.target, target: port.target },
      where: port.at,
      facts: isLoopback(address) ? [] : [publishedFact(port)],
    };
    if (met.length === 0)
      return this.#isBorrowed(port.target) ? [] : [{ ...door, listener: undefined }];
    if (!port.isHostKnown) return met.map((own) => ({ ...door, listener: { ...own, ...LATE } }));
    // Inside a container it is usual to serve all addresses; what counts is where the port is published.
    return met.map((own) => ({
      ...door,
      listener: { ...own, facts: own.facts.filter(({ about }) => about !== 'network') },
    }));
  }

  #networks(): Value[] {
    return networksOf(this.#value, this.#project.model);
  }

  #engine(at: string): FileObservation[] {
    const socket = items(get(this.#value, 'volumes')).find((item) => {
      const source =
        item.kind === 'map' ? textAt(item, 'source') : (text(item) ?? '').split(':')[0];
      return DOCKER_SOCKET.test(this.#fill(source ?? ''));
    });
    if (!socket) return [];
    const asset = `${socket.at.file}#${this.#name}:docker.sock`;
    return [observe(engineDoor(asset, socket.at), at)];
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
