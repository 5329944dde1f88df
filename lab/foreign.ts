import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from './cache.ts';

/** Where a distribution keeps its libraries, older ones and those with one tree for all. */
const LIBRARIES = ['lib/x86_64-linux-gnu', 'usr/lib/x86_64-linux-gnu'];
const PRIVATE = ['usr/lib/mysql/private'];
/** glibc up to 2.34 carried its version in the loader's name. */
const LOADERS = ['ld-linux-x86-64.so.2', 'ld-2.31.so'];

function loader(root: string): string | undefined {
  const paths = LIBRARIES.flatMap((folder) => LOADERS.map((name) => join(root, folder, name)));
  return paths.find((path) => existsSync(path));
}

/**
 * A program of a package list in lab/debs/, unpacked by `lab/install.sh --heavy` with the libraries that it was built for:
 * its own loader starts it, because that of this system may be older than what the program wants.
 */
export function foreign(list: string, program: string): readonly string[] {
  const root = cached(list);
  const libraries = [...LIBRARIES, ...PRIVATE].map((folder) => join(root, folder)).join(':');
  return [loader(root) ?? '', '--library-path', libraries, join(root, program)];
}

export function missingForeign(list: string): string | undefined {
  return loader(cached(list)) === undefined
    ? `${list} is not in the cache; see lab/install.sh --heavy`
    : undefined;
}
