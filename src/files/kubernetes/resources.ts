/** Objects of manifests, and which of them belong together. https://kubernetes.io/docs/concepts/overview/working-with-objects/ */
import { dirname } from 'node:path';
import type { Place } from '../../model/observation.ts';
import { readDocuments } from '../text/documents.ts';
import { FileProblem, type Source } from '../text/source.ts';
import { entries, get, items, text, textAt, type Value } from '../text/value.ts';
import type { Tree } from '../tree.ts';

export interface Resource {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly value: Value;
  readonly at: Place;
  readonly folder: string;
}

const HELM = /\{\{-?\s*(?:\.|include|template|if|range|with|end|define|\$)/;

export function readResources(paths: readonly string[], tree: Tree): Resource[] {
  return paths.flatMap((path) => {
    const source = tree.use(path);
    return typeof source === 'object' ? inSource(source, path, tree) : [];
  });
}

function inSource(source: Source, path: string, tree: Tree): Resource[] {
  try {
    const { documents, problems } = readDocuments(source);
    const isTemplate = problems.length > 0 && HELM.test(source.text);
    for (const problem of problems.slice(0, 1)) {
      tree.problem(
        isTemplate
          ? new FileProblem(
              problem.place,
              'a Helm template: render it, and give the output (helm template … | nightlatch check --stdin kubernetes)',
            )
          : problem,
        path,
      );
    }
    return documents.flatMap((document) => inDocument(document, dirname(path)));
  } catch (error) {
    tree.problem(error, path);
    return [];
  }
}

function inDocument(value: Value, folder: string): Resource[] {
  const kind = textAt(value, 'kind');
  if (kind === undefined || textAt(value, 'apiVersion') === undefined) return [];
  if (kind.endsWith('List'))
    return items(get(value, 'items')).flatMap((item) => inDocument(item, folder));
  const name = textAt(value, 'metadata', 'name') ?? '';
  const namespace = textAt(value, 'metadata', 'namespace') ?? 'default';
  return [{ kind, name, namespace, value, at: value.at, folder }];
}

/** One cluster, unless something is there twice: then each folder is one (`staging/`, `production/`). */
export function clusters(resources: readonly Resource[]): Resource[][] {
  const keys = resources.map(({ kind, namespace, name }) => `${kind}/${namespace}/${name}`);
  if (new Set(keys).size === keys.length) return [[...resources]];
  const folders = new Map<string, Resource[]>();
  for (const resource of resources)
    folders.set(resource.folder, [...(folders.get(resource.folder) ?? []), resource]);
  return [...folders.values()];
}

export function labelsOf(value: Value | undefined): ReadonlyMap<string, string> {
  return new Map(entries(value).map(([key, entry]) => [key, text(entry.value) ?? '']));
}

/** `selector:` of a Service: all of these labels. An empty one selects nothing. */
export function selects(selector: Value | undefined, labels: ReadonlyMap<string, string>): boolean {
  const wanted = [...labelsOf(selector)];
  return wanted.length > 0 && wanted.every(([key, value]) => labels.get(key) === value);
}

/** A label selector: an empty one selects everything. https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/ */
export function matches(selector: Value | undefined, labels: ReadonlyMap<string, string>): boolean {
  const plain = [...labelsOf(get(selector, 'matchLabels'))].every(
    ([key, value]) => labels.get(key) === value,
  );
  return (
    plain &&
    items(get(selector, 'matchExpressions')).every((expression) => holds(expression, labels))
  );
}

function holds(expression: Value, labels: ReadonlyMap<string, string>): boolean {
  const found = labels.get(textAt(expression, 'key') ?? '');
  const values = items(get(expression, 'values')).map((value) => text(value));
  const operator = textAt(expression, 'operator') ?? '';
  if (operator === 'In') return found !== undefined && values.includes(found);
  if (operator === 'NotIn') return found === undefined || !values.includes(found);
  return operator === 'Exists' ? found !== undefined : found === undefined;
}
