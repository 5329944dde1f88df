/** The `.tf` files of a folder as resources: variables with a literal default and locals filled in. */
import { entries, get, type Mapping, type Scalar, type Value } from '../text/value.ts';
import type { HclBlock } from './hcl.ts';
import type { Resource } from './resource.ts';

const REFERENCE = /\b(?:module\.[\w-]+\.)?((?:aws|google|azurerm|kubernetes)_\w+\.[\w-]+)/g;
const NAMED = /^(var|local)\.([\w-]+)$/;
const MOST_DEPTH = 8;

export function resourcesOf(blocks: readonly HclBlock[]): Resource[] {
  const named = new Map<string, Value>();
  for (const { labels, body } of blocks) {
    if (labels[0] === 'locals')
      for (const [name, entry] of body.entries) named.set(`local.${name}`, entry.value);
    const usual = labels[0] === 'variable' ? get(body, 'default') : undefined;
    if (usual) named.set(`var.${labels[1] ?? ''}`, usual);
  }
  return blocks.flatMap(({ labels: [kind, type = '', name = ''], body }) => {
    if (kind !== 'resource') return [];
    const values = filled(body, named, 0);
    return [
      {
        address: `${type}.${name}`,
        type,
        name,
        values,
        unknown: undefined,
        references: referencesOf(body),
        at: body.at,
      },
    ];
  });
}

function filled(value: Value, named: ReadonlyMap<string, Value>, depth: number): Value {
  if (value.kind === 'list')
    return { ...value, items: value.items.map((item) => filled(item, named, depth)) };
  if (value.kind === 'map')
    return {
      ...value,
      entries: new Map(
        [...value.entries].map(([key, entry]) => [
          key,
          { ...entry, value: filled(entry.value, named, depth) },
        ]),
      ),
    };
  const known =
    value.type === 'expression' && NAMED.test(value.text) ? named.get(value.text) : undefined;
  return known && depth < MOST_DEPTH ? filled(known, named, depth + 1) : value;
}

function referencesOf(body: Mapping): Map<string, readonly string[]> {
  return new Map(
    [...body.entries].map(([name, entry]) => [
      name,
      expressionsIn(entry.value).flatMap(({ text }) =>
        [...text.matchAll(REFERENCE)].map((match) => match[1] ?? ''),
      ),
    ]),
  );
}

function expressionsIn(value: Value): Scalar[] {
  if (value.kind === 'scalar') return value.type === 'expression' ? [value] : [];
  if (value.kind === 'list') return value.items.flatMap((item) => expressionsIn(item));
  return entries(value).flatMap(([, entry]) => expressionsIn(entry.value));
}
