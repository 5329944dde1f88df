/** A Compose project: its files laid over one another, with what they include and extend. */
import { basename, dirname, join, resolve } from 'node:path';
import { FileProblem, type Source } from '../text/source.ts';
import type { Setting } from '../text/settings.ts';
import { entries, get, type Mapping, text, textAt, type Value } from '../text/value.ts';
import { readDocuments } from '../text/documents.ts';
import type { Tree } from '../tree.ts';
import { readDotenv } from './dotenv.ts';
import { filledIn, type Included, includedBy } from './include.ts';
import { merge } from './merge.ts';

export interface Project {
  readonly folder: string;
  readonly model: Mapping;
  readonly variables: ReadonlyMap<string, Setting>;
}

const MOST_FOLLOWED = 50;

export class ProjectReader {
  readonly #tree: Tree;
  readonly #followed = new Set<string>();
  #layers = 0;

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  /** Files that it includes or extends: they are judged with it, and not on their own too. */
  get followed(): ReadonlySet<string> {
    return this.#followed;
  }

  /** All files laid over one another, the first at the bottom. Its folder is the first one's. */
  read(paths: readonly string[]): Project | undefined {
    const [first] = paths;
    if (first === undefined) return undefined;
    const folder = dirname(first);
    let model: Value | undefined;
    for (const path of paths) {
      const layer = this.#layer(path);
      if (layer) model = merge(model, layer);
    }
    if (model?.kind !== 'map') return undefined;
    return { folder, model, variables: this.#variables(folder) };
  }

  /** One file with what it includes below it, and its services with what they extend. */
  #layer(path: string): Mapping | undefined {
    this.#layers += 1;
    if (this.#layers > MOST_FOLLOWED)
      throw new FileProblem(
        { file: this.#tree.nameOf(path) },
        'it includes or extends files without end',
      );
    const source = this.#tree.use(path);
    if (typeof source !== 'object') {
      this.#tree.gap(this.#tree.nameOf(path), source ?? 'included or extended, and not there');
      return undefined;
    }
    const document = this.#document(source);
    if (document?.kind !== 'map') return undefined;
    let below: Value | undefined;
    for (const included of includedBy(document, dirname(path), this.#variables(dirname(path)))) {
      const layer = this.#includedLayer(included, dirname(path));
      if (layer) below = merge(below, layer);
    }
    const own = this.#extended(document, path);
    const whole = below ? merge(below, own) : own;
    return whole.kind === 'map' ? whole : undefined;
  }

  #document(source: Source): Value | undefined {
    const { documents, problems } = readDocuments(source);
    if (problems[0]) throw problems[0];
    return documents[0];
  }

  /** Its files laid over one another. What they name is relative to their own folder, and so are their variables. */
  #includedLayer({ paths, folder, envFiles }: Included, to: string): Value | undefined {
    let whole: Value | undefined;
    for (const path of paths) {
      this.#followed.add(path);
      const layer = this.#layer(path);
      if (layer) whole = merge(whole, layer);
    }
    const own = envFiles.flatMap((path) => [...this.#variablesIn(path)]);
    const variables = new Map([...own, ...this.#variables(to)]);
    return whole && rebased(filledIn(whole, variables), folder, to);
  }

  #extended(document: Mapping, path: string): Mapping {
    const services = get(document, 'services');
    if (services?.kind !== 'map') return document;
    const built = new Map(services.entries);
    for (const [name, entry] of services.entries) {
      built.set(name, {
        ...entry,
        value: this.#service(document, name, path, new Set()) ?? entry.value,
      });
    }
    const all = new Map(document.entries);
    all.set('services', { keyAt: services.at, value: { ...services, entries: built } });
    return { ...document, entries: all };
  }

  #service(document: Value, name: string, path: string, seen: Set<string>): Value | undefined {
    const service = get(document, 'services', name);
    const key = `${path}\0${name}`;
    const extended = get(service, 'extends');
    if (!service || !extended || seen.has(key)) return service;
    seen.add(key);
    const other = text(extended) ?? textAt(extended, 'service') ?? name;
    const file = textAt(extended, 'file');
    if (file === undefined) {
      const base = this.#service(document, other, path, seen);
      return base ? merge(base, service) : service;
    }
    const target = resolve(dirname(path), file);
    this.#followed.add(target);
    const source = this.#tree.use(target);
    if (typeof source !== 'object') {
      this.#tree.gap(
        `${this.#tree.nameOf(path)}:${extended.at.line}`,
        'what a service extends cannot be read',
      );
      return service;
    }
    const base = this.#service(this.#document(source) ?? service, other, target, seen);
    return base ? merge(rebased(base, dirname(target), dirname(path)), service) : service;
  }

  #variables(folder: string): ReadonlyMap<string, Setting> {
    return this.#variablesIn(join(folder, '.env'));
  }

  #variablesIn(path: string): ReadonlyMap<string, Setting> {
    const source = this.#tree.use(path);
    return typeof source === 'object' ? readDotenv(source) : new Map();
  }
}

/** Relative paths of mounts and of `env_file` in another folder's file, as seen from here. */
function rebased(value: Value, from: string, to: string): Value {
  return from === to ? value : moved(value, from, '');
}

function moved(value: Value, from: string, key: string): Value {
  if (value.kind === 'scalar') {
    const isPath = /^\.{1,2}(?:\/|$)/.test(value.text) || key === 'env_file' || key === 'file';
    return isPath && !value.text.startsWith('/')
      ? { ...value, text: join(from, value.text) }
      : value;
  }
  if (value.kind === 'list')
    return { ...value, items: value.items.map((item) => moved(item, from, key)) };
  return {
    ...value,
    entries: new Map(
      entries(value).map(([name, entry]) => [
        name,
        { ...entry, value: moved(entry.value, from, name) },
      ]),
    ),
  };
}

const BASES = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];
const OVERRIDES = [
  'compose.override.yaml',
  'compose.override.yml',
  'docker-compose.override.yaml',
  'docker-compose.override.yml',
];

/** Which files of a folder are started together: the base with its override, and each other file over the base it needs. */
export function projectsOf(
  paths: readonly string[],
  isLayer: (path: string) => boolean,
): string[][] {
  const named = (names: readonly string[]) =>
    names
      .map((name) => paths.find((path) => basename(path) === name))
      .find((path) => path !== undefined);
  const base = named(BASES);
  const override = named(OVERRIDES);
  const rest = paths.filter((path) => path !== base && path !== override);
  const projects = rest.map((path) =>
    base !== undefined && isLayer(path) ? [base, path] : [path],
  );
  const first = [base, override].filter((path) => path !== undefined);
  return first.length > 0 ? [first, ...projects] : projects;
}
