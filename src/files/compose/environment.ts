/** What a service's program is told: its environment and its command line. */
import { resolve } from 'node:path';
import type { Setting } from '../text/settings.ts';
import { entries, get, isNull, items, text, textAt, truth, type Value } from '../text/value.ts';
import { flattened, shellWords } from '../text/words.ts';
import type { Tree } from '../tree.ts';
import { readDotenv } from './dotenv.ts';
import { interpolate } from './interpolate.ts';
import { asMap } from './merge.ts';
import type { Project } from './project.ts';

export interface Told {
  readonly env: Map<string, Setting>;
  readonly words: Setting[];
  /** Why not all of it is known. */
  readonly incomplete: string | undefined;
}

export function toldTo(service: Value, project: Project, tree: Tree): Told {
  const env = new Map<string, Setting>();
  const missing = readEnvFiles(service, project, tree, env);
  readEnvironment(service, project, env);
  return { env, words: wordsOf(service, project, env), incomplete: missing };
}

function readEnvFiles(
  service: Value,
  project: Project,
  tree: Tree,
  env: Map<string, Setting>,
): string | undefined {
  let missing: string | undefined;
  for (const item of items(get(service, 'env_file'))) {
    const path = item.kind === 'map' ? textAt(item, 'path') : text(item);
    if (path === undefined) continue;
    const source = tree.use(resolve(project.folder, interpolate(path, project.variables).text));
    if (typeof source === 'object')
      for (const [name, setting] of readDotenv(source)) env.set(name, setting);
    else if (truth(textAt(item, 'required')) !== false)
      missing =
        'A file of its environment (env_file) is not among these, so what is not set here may be set there.';
  }
  return missing;
}

function readEnvironment(service: Value, { variables }: Project, env: Map<string, Setting>): void {
  const environment = get(service, 'environment');
  if (!environment) return;
  for (const [name, { keyAt, value }] of entries(asMap(environment))) {
    const isBare = isNull(value);
    const outer = variables.get(name);
    const filled = isBare
      ? (outer ?? { text: '', known: false })
      : interpolate(text(value) ?? '', variables);
    const until =
      value.kind === 'scalar' && value.until !== undefined ? { until: value.until } : {};
    const at = isBare ? keyAt : value.at;
    // In a list the scalar is the whole `NAME=value`.
    const isPair = environment.kind === 'list';
    env.set(name, { name, text: filled.text, known: filled.known, at, ...(isPair ? {} : until) });
  }
}

function wordsOf(
  service: Value,
  { variables }: Project,
  env: ReadonlyMap<string, Setting>,
): Setting[] {
  const all = ['entrypoint', 'command'].flatMap((key) => {
    const value = get(service, key);
    if (isNull(value) || value === undefined) return [];
    const parts = value.kind === 'list' ? value.items : [value];
    return parts.flatMap((part) => {
      const filled = interpolate(text(part) ?? '', variables);
      const words = value.kind === 'list' ? [filled.text] : shellWords(filled.text);
      return words.map((word) => ({ name: '', text: word, at: part.at, known: filled.known }));
    });
  });
  return expanded(all, env);
}

/** Takes `sh -c` apart, and fills in what the shell of the container would. */
export function expanded(words: readonly Setting[], env: ReadonlyMap<string, Setting>): Setting[] {
  const [first] = words;
  if (!first) return [];
  const flat = flattened(words.map((word) => word.text));
  return flat.map((word) => {
    const from =
      words.find((each) => each.text === word) ??
      words.findLast((each) => each.text.includes(word)) ??
      first;
    const filled = interpolate(word, env);
    return { ...from, text: filled.text, known: from.known && filled.known };
  });
}
