/** The room: files of a tree as observations. It judges nothing; rules do. */
import { basename, dirname, join, resolve } from 'node:path';
import type { FileObservation } from '../model/observation.ts';
import type { LineException } from '../model/exception.ts';
import type { Gap } from '../model/run.ts';
import { exceptionsIn } from './exceptions.ts';
import { observeCompose } from './compose/index.ts';
import { observeKubernetes } from './kubernetes/index.ts';
import { isLayer, type Kind, KINDS, kindOf, looksLike } from './kind.ts';
import { observe, widest } from './observe.ts';
import { byFile, byId, productIds } from './products/index.ts';
import { type FileView, isLoopback, type ProductFiles } from './products/setup.ts';
import type { Source } from './text/source.ts';
import { readDocuments } from './text/documents.ts';
import { observeModules, observePlans } from './terraform/index.ts';
import { STDIN, Tree } from './tree.ts';
import { listenersOf } from './workload.ts';

export interface FilesRead {
  readonly observations: readonly FileObservation[];
  readonly gaps: readonly Gap[];
  /** Files that were read as configuration. */
  readonly read: number;
  readonly exceptions: readonly LineException[];
  /** The lines of a file by the name that reports give it. */
  readonly linesOf: (file: string) => readonly string[] | undefined;
}

export interface Input {
  /** A kind of file, or the id of a product whose configuration it is. */
  readonly kind: string;
  readonly text: string;
}

/** Everything that the paths say. `from`: where the command was given; `now`: when. */
export function readFiles(
  paths: readonly string[],
  from: string,
  now: Date,
  input?: Input,
): FilesRead {
  const tree = new Tree(paths, from, input?.text);
  const at = now.toISOString();
  const { kinds, others } = sorted(tree, input?.kind);
  const files = (kind: Kind): string[] => kinds.get(kind) ?? [];
  const observations = [
    ...observeCompose(files('compose'), tree, (path) => isLayer(documentOf(path, tree)), at),
    ...observeKubernetes(files('kubernetes'), tree, at),
    ...observePlans(files('terraform-plan'), tree, at),
    ...observeModules(files('terraform'), tree, at),
    ...observeOwn(others, tree, at, input?.kind),
  ];
  const known = [...kinds.values()].reduce((sum, some) => sum + some.length, 0);
  const used = others.filter((path) => tree.isUsed(path)).length;
  return {
    observations,
    gaps: tree.gaps,
    read: Math.max(0, known + used - tree.broken),
    exceptions: tree.sources.flatMap((source) => exceptionsIn(source)),
    linesOf: (file) => tree.sources.find((source) => source.file === file)?.text.split('\n'),
  };
}

function sorted(
  tree: Tree,
  inputKind: string | undefined,
): { kinds: Map<Kind, string[]>; others: string[] } {
  const kinds = new Map<Kind, string[]>(KINDS.map((kind) => [kind, []]));
  const others: string[] = [];
  for (const path of tree.files) {
    const source = tree.read(path);
    if (typeof source === 'string') tree.gap(tree.nameOf(path), source);
    if (typeof source !== 'object') continue;
    const isInput = basename(path) === STDIN;
    const kind = isInput ? KINDS.find((each) => each === inputKind) : kindOf(path, source);
    if (isInput && kind && !looksLike(kind, source)) {
      tree.gap(tree.nameOf(path), `It does not look like ${kind}.`);
      continue;
    }
    if (kind) kinds.get(kind)?.push(path);
    else others.push(path);
  }
  return { kinds, others };
}

function documentOf(path: string, tree: Tree) {
  const source = tree.read(path);
  if (typeof source !== 'object') return undefined;
  try {
    return readDocuments(source).documents[0];
  } catch {
    return undefined; // said where the project is read
  }
}

/** Products' own configuration, where nothing that was read before mounts it, and no other file includes it. */
function observeOwn(
  paths: readonly string[],
  tree: Tree,
  at: string,
  inputKind?: string,
): FileObservation[] {
  const free = paths.filter((path) => !tree.isUsed(path));
  const found = free.flatMap((path, order) => {
    const source = tree.read(path);
    if (typeof source !== 'object') return [];
    const reader = basename(path) === STDIN ? byId(inputKind ?? '') : byFile(source);
    if (!reader) return [];
    tree.use(path);
    const files = new BesideFiles(tree, dirname(path));
    return [{ path, order, files, observations: observeOne(reader, source, files, tree, at) }];
  });
  // Of two that name one another (postgresql.conf and pg_hba.conf) the first speaks for both.
  const isPart = ({ path, order, files }: (typeof found)[number]): boolean =>
    found.some(
      (other) =>
        other.path !== path &&
        other.files.used.has(path) &&
        !(files.used.has(other.path) && order < other.order),
    );
  return found.filter((each) => !isPart(each)).flatMap(({ observations }) => observations);
}

function observeOne(
  reader: ProductFiles,
  source: Source,
  files: FileView,
  tree: Tree,
  at: string,
): FileObservation[] {
  const where = { file: source.file, line: 1, column: 1 };
  const setup = {
    image: null,
    version: null,
    env: new Map(),
    words: [],
    files,
    main: source,
    at: where,
  };
  const product = reader.idOf?.(setup) ?? reader.id;
  return listenersOf(reader, setup, tree).map((listener) => {
    const address = widest(listener.binds);
    const network = listener.facts.find(({ about }) => about === 'network') ?? where;
    const own = listener.product ?? product;
    const asset = `${source.file}#${own}:${listener.port}`;
    return observe(
      {
        asset,
        where: isLoopback(address) ? where : network,
        product: own,
        version: null,
        listener,
        address,
        port: listener.port,
      },
      at,
    );
  });
}

/** What a configuration names, from the folder that it stands in. */
class BesideFiles implements FileView {
  readonly #tree: Tree;
  readonly #folder: string;
  readonly #used = new Set<string>();

  constructor(tree: Tree, folder: string) {
    this.#tree = tree;
    this.#folder = folder;
  }

  /** Paths of all that it was asked for, and that is there. */
  get used(): ReadonlySet<string> {
    return this.#used;
  }

  #use(path: string): Source | string | undefined {
    this.#used.add(path);
    return this.#tree.use(path);
  }

  /** An absolute path is one of the server's; in the tree the file stands beside, under its last names. */
  read(path: string): Source | string | undefined {
    const parts = path.split('/').filter((part) => part !== '');
    const candidates = [
      resolve(this.#folder, path),
      join(this.#folder, ...parts.slice(-2)),
      join(this.#folder, basename(path)),
    ];
    for (const candidate of candidates) {
      const found = this.#tree.isFolder(candidate) ? undefined : this.#use(candidate);
      if (typeof found === 'object') return found;
    }
    return undefined;
  }

  isReplaced(): boolean {
    return false;
  }

  list(folder: string): readonly Source[] {
    const candidates = [resolve(this.#folder, folder), join(this.#folder, basename(folder))];
    const found = candidates.find((each) => this.#tree.isFolder(each));
    const files = found === undefined ? [] : this.#tree.list(found).map((path) => this.#use(path));
    return files.filter((each) => typeof each === 'object');
  }
}

/** What `--stdin` takes. */
export function inputKinds(): readonly string[] {
  return [...new Set([...KINDS, ...productIds()])];
}
