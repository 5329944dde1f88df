/**
 * `include:`: one or more files as a project of its own folder, with variables of its own.
 * https://docs.docker.com/reference/compose-file/include/
 */
import { dirname, join, resolve } from 'node:path';
import type { Setting } from '../text/settings.ts';
import { get, items, text, type Value } from '../text/value.ts';
import { interpolate } from './interpolate.ts';

export interface Included {
  /** Laid over one another, the first at the bottom. */
  readonly paths: readonly string[];
  /** What relative paths in them start from. */
  readonly folder: string;
  readonly envFiles: readonly string[];
}

export function includedBy(
  document: Value,
  folder: string,
  variables: ReadonlyMap<string, Setting>,
): Included[] {
  const path = (value: Value | undefined): string[] => {
    const filled = interpolate(text(value) ?? '', variables).text;
    return filled === '' ? [] : [resolve(folder, filled)];
  };
  return items(get(document, 'include')).flatMap((item) => {
    const isLong = item.kind === 'map';
    const paths = (isLong ? items(get(item, 'path')) : [item]).flatMap((each) => path(each));
    const [first] = paths;
    if (first === undefined) return [];
    const [own = dirname(first)] = isLong ? path(get(item, 'project_directory')) : [];
    const envFiles = isLong ? items(get(item, 'env_file')).flatMap((each) => path(each)) : [];
    return [{ paths, folder: own, envFiles: envFiles.length > 0 ? envFiles : [join(own, '.env')] }];
  });
}

/** What the file's own variables tell is filled in at once: the project around it does not know them. */
export function filledIn(value: Value, variables: ReadonlyMap<string, Setting>): Value {
  if (value.kind === 'list')
    return { ...value, items: value.items.map((item) => filledIn(item, variables)) };
  if (value.kind === 'map') {
    const entries = [...value.entries].map(
      ([name, entry]) => [name, { ...entry, value: filledIn(entry.value, variables) }] as const,
    );
    return { ...value, entries: new Map(entries) };
  }
  const filled = interpolate(value.text, variables);
  // Filled in once more with the rest, so a dollar that is meant has to stay one.
  return filled.known ? { ...value, text: filled.text.replaceAll('$', '$$$$') } : value;
}
