/** What a container finds at its paths: bind mounts and configs followed into the tree. */
import { basename, join, posix, resolve } from 'node:path';
import type { FileView } from '../products/setup.ts';
import { Source } from '../text/source.ts';
import { get, items, text, textAt, type Value } from '../text/value.ts';
import type { Tree } from '../tree.ts';

export interface Mount {
  readonly target: string;
  /** A path of this machine, a text that stands in the file itself, or a volume that only exists where it runs. */
  readonly from:
    | { readonly path: string }
    | { readonly inline: Source }
    | { readonly missing: string }
    | 'volume';
}

const NOT_HERE = 'A file that is mounted into it is not among these.';

export class MountedFiles implements FileView {
  readonly #tree: Tree;
  readonly #mounts: readonly Mount[];

  constructor(tree: Tree, mounts: readonly Mount[]) {
    this.#tree = tree;
    this.#mounts = mounts;
  }

  read(path: string): Source | string | undefined {
    const wanted = path.startsWith('/') ? posix.normalize(path) : path;
    const exact = this.#mounts.findLast(
      ({ target }) =>
        target === wanted || (!wanted.startsWith('/') && basename(target) === basename(wanted)),
    );
    if (exact) return this.#take(exact, '') ?? NOT_HERE;
    const around = this.#around(wanted);
    return around ? this.#take(around, wanted.slice(around.target.length)) : undefined;
  }

  list(folder: string): readonly Source[] {
    const wanted = posix.normalize(folder).replace(/\/$/, '');
    const exact = this.#mounts.find(({ target }) => target === wanted) ?? this.#around(wanted);
    const rest = exact ? wanted.slice(exact.target.length) : '';
    const whole =
      exact && typeof exact.from === 'object' && 'path' in exact.from
        ? this.#tree.list(join(exact.from.path, rest)).map((path) => this.#tree.use(path))
        : [];
    const single = this.#mounts
      .filter(({ target }) => posix.dirname(target) === wanted)
      .toSorted((a, b) => (a.target < b.target ? -1 : 1));
    return [...whole, ...single.map((mount) => this.#take(mount, ''))].filter(
      (each) => typeof each === 'object',
    );
  }

  isReplaced(path: string): boolean {
    const mount = this.#around(path);
    return (
      typeof mount?.from === 'object' &&
      'path' in mount.from &&
      this.#tree.isFolder(mount.from.path)
    );
  }

  #around(path: string): Mount | undefined {
    return this.#mounts.findLast(({ target }) =>
      path.startsWith(target.endsWith('/') ? target : `${target}/`),
    );
  }

  #take({ from }: Mount, rest: string): Source | string | undefined {
    if (from === 'volume') return undefined;
    if ('missing' in from) return /\.\w+$/.test(rest) || rest === '' ? from.missing : undefined;
    if ('inline' in from) return rest === '' ? from.inline : undefined;
    const path = join(from.path, rest);
    if (this.#tree.isFolder(path)) return undefined;
    return this.#tree.use(path);
  }
}

/** `volumes:` and `configs:` of a service. https://docs.docker.com/reference/compose-file/services/#volumes */
export function mountsOf(
  service: Value,
  model: Value,
  folder: string,
  fill: (text: string) => string,
): Mount[] {
  const volumes = items(get(service, 'volumes')).flatMap((item) => volume(item, folder, fill));
  const configs = items(get(service, 'configs')).flatMap((item) =>
    config(item, model, folder, fill),
  );
  return [...volumes, ...configs];
}

function volume(item: Value, folder: string, fill: (text: string) => string): Mount[] {
  if (item.kind === 'map') {
    const [type, source, target] = ['type', 'source', 'target'].map((name) =>
      fill(textAt(item, name) ?? ''),
    );
    if (target === undefined || target === '') return [];
    return [
      {
        target: clean(target),
        from: type === 'bind' ? { path: resolve(folder, source ?? '') } : 'volume',
      },
    ];
  }
  const [source = '', target] = fill(text(item) ?? '').split(':');
  if (target === undefined) return source === '' ? [] : [{ target: clean(source), from: 'volume' }];
  const isPath = /^[./~]/.test(source);
  return [{ target: clean(target), from: isPath ? { path: resolve(folder, source) } : 'volume' }];
}

function config(
  item: Value,
  model: Value,
  folder: string,
  fill: (text: string) => string,
): Mount[] {
  const name = item.kind === 'map' ? textAt(item, 'source') : text(item);
  if (name === undefined) return [];
  const target = clean(fill(textAt(item, 'target') ?? `/${name}`));
  const declared = get(model, 'configs', name);
  const content = get(declared, 'content');
  if (content?.kind === 'scalar') return [{ target, from: { inline: inlineSource(content) } }];
  const file = textAt(declared, 'file');
  return [{ target, from: file === undefined ? 'volume' : { path: resolve(folder, fill(file)) } }];
}

/** A block that stands in another file: its lines are those of that file. */
export function inlineSource({
  text: words,
  at,
}: {
  readonly text: string;
  readonly at: { file: string; line: number };
}): Source {
  return new Source(at.file, `${'\n'.repeat(at.line)}${words}`);
}

function clean(target: string): string {
  return posix.normalize(target).replace(/(?<=.)\/$/, '');
}
