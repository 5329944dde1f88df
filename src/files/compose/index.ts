/** Compose projects as observations: each published port of each service. */
import { basename, dirname } from 'node:path';
import type { FileObservation } from '../../model/observation.ts';
import { entries, get } from '../text/value.ts';
import type { Tree } from '../tree.ts';
import { ProjectReader, projectsOf } from './project.ts';
import { Service } from './service.ts';

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
    if (!project) return [];
    const services = new Map<string, Service>();
    for (const [name, { value, keyAt }] of entries(get(project.model, 'services'))) {
      services.set(name, new Service({ name, keyAt, value, project, tree, services }));
    }
    return [...services.values()].flatMap((service) => service.observe(at));
  } catch (error) {
    tree.problem(error, first);
    return [];
  }
}
