/** `terraform show -json`. https://developer.hashicorp.com/terraform/internals/json-format */
import type { Source } from '../text/source.ts';
import { readJson } from '../text/json.ts';
import { entries, get, items, text, textAt, type Value } from '../text/value.ts';
import type { Resource } from './resource.ts';

export function readPlan(source: Source): Resource[] {
  const plan = readJson(source);
  const unknown = new Map(
    items(get(plan, 'resource_changes')).map((change) => [
      textAt(change, 'address') ?? '',
      get(change, 'change', 'after_unknown'),
    ]),
  );
  const references = new Map<string, ReadonlyMap<string, readonly string[]>>();
  collectReferences(get(plan, 'configuration', 'root_module'), '', references);
  const modules = [get(plan, 'planned_values', 'root_module'), get(plan, 'values', 'root_module')];
  return modules
    .flatMap((module) => resourcesOf(module))
    .map((value) => {
      const address = textAt(value, 'address') ?? '';
      return {
        address,
        type: textAt(value, 'type') ?? '',
        name: textAt(value, 'name') ?? '',
        values: get(value, 'values') ?? value,
        unknown: unknown.get(address),
        references: references.get(bare(address)) ?? new Map(),
        at: (get(value, 'address') ?? value).at,
      };
    });
}

/** Without `[0]` and `["key"]`, as the configuration names it. */
function bare(address: string): string {
  return address.replaceAll(/\[[^\]]*\]/g, '');
}

function resourcesOf(module: Value | undefined): Value[] {
  if (!module) return [];
  const own = items(get(module, 'resources')).filter((each) => textAt(each, 'mode') !== 'data');
  return [...own, ...items(get(module, 'child_modules')).flatMap((child) => resourcesOf(child))];
}

function collectReferences(
  module: Value | undefined,
  prefix: string,
  into: Map<string, ReadonlyMap<string, readonly string[]>>,
): void {
  for (const resource of items(get(module, 'resources'))) {
    const own = new Map<string, readonly string[]>();
    for (const [attribute, { value }] of entries(get(resource, 'expressions'))) {
      own.set(
        attribute,
        referencesIn(value).map((each) => prefix + each),
      );
    }
    into.set(prefix + (textAt(resource, 'address') ?? ''), own);
  }
  for (const [name, { value }] of entries(get(module, 'module_calls'))) {
    collectReferences(get(value, 'module'), `${prefix}module.${name}.`, into);
  }
}

function referencesIn(value: Value): string[] {
  const own = items(get(value, 'references')).map((each) => text(each) ?? '');
  const nested =
    value.kind === 'list'
      ? value.items.flatMap((item) => referencesIn(item))
      : entries(value).flatMap(([key, entry]) =>
          key === 'references' ? [] : referencesIn(entry.value),
        );
  return [...own, ...nested];
}
