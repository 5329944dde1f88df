/** Compose projects as observations: each published port of each service. */
import { basename, dirname } from 'node:path';
import type { FileObservation } from '../../model/observation.ts';
import { entries, get } from '../text/value.ts';
import type { Tree } from '../tree.ts';
import { type Project, ProjectReader, projectsOf } from './project.ts';
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
  const projects = [...folders.values()]
    .flatMap((own) => projectsOf(own, isLayer))
    .flatMap((files) => readProject(files, tree));
  const followed = new Set(projects.flatMap((project) => [...project.followed]));
  return projects.flatMap(({ project, first }) =>
    // What another project includes was judged with it, unless it is a project by its own name.
    followed.has(first) && !/^(?:docker-)?compose\.ya?ml$/.test(basename(first))
      ? []
      : observeProject(project, first, tree, at),
  );
}

interface ReadProject {
  readonly project: Project;
  readonly first: string;
  readonly followed: ReadonlySet<string>;
}

function readProject(files: readonly string[], tree: Tree): ReadProject[] {
  const [first = ''] = files;
  try {
    const reader = new ProjectReader(tree);
    const project = reader.read(files);
    return project ? [{ project, first, followed: reader.followed }] : [];
  } catch (error) {
    tree.problem(error, first);
    return [];
  }
}

function observeProject(project: Project, first: string, tree: Tree, at: string) {
  const services = new Map<string, Service>();
  try {
    for (const [name, { value, keyAt }] of entries(get(project.model, 'services')))
      services.set(name, new Service({ name, keyAt, value, project, tree, services }));
    return [...services.values()].flatMap((service) => service.observe(at));
  } catch (error) {
    tree.problem(error, first);
    return [];
  }
}
