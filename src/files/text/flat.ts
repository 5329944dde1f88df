/** Nested and dotted keys as one list of settings: `net.bindIp`, however it was written. */
import { FileProblem, type Source } from './source.ts';
import type { Setting } from './settings.ts';
import { isNull, type Value } from './value.ts';
import { readYaml } from './yaml.ts';

export type Flat = ReadonlyMap<string, Setting>;

/** The first document of a YAML file, flattened; items of a list are joined by commas. */
export function readFlat(source: Source): Flat {
  const { documents, problems } = readYaml(source);
  if (problems[0]) throw new FileProblem(problems[0].place, problems[0].message);
  return flatten(documents[0]);
}

export function flatten(value: Value | undefined): Flat {
  const found = new Map<string, Setting>();
  collect(value, '', found);
  return found;
}

function collect(value: Value | undefined, path: string, into: Map<string, Setting>): void {
  if (!value) return;
  if (value.kind === 'map') {
    for (const [key, entry] of value.entries) {
      collect(entry.value, path === '' ? key : `${path}.${key}`, into);
    }
    return;
  }
  const scalars =
    value.kind === 'list' ? value.items.filter((item) => item.kind === 'scalar') : [value];
  const text = scalars.map((each) => each.text).join(',');
  const until = value.kind === 'scalar' && value.until !== undefined ? { until: value.until } : {};
  if (!isNull(value)) into.set(path, { name: path, text, at: value.at, known: true, ...until });
}
