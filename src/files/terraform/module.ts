/** The `.tf` files of a folder as resources: variables with a literal default and locals filled in. */
import {
  entries,
  get,
  items,
  type Mapping,
  type Scalar,
  textAt,
  type Value,
} from '../text/value.ts';
import { type HclBlock, LABEL } from './hcl.ts';
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
    const values = written(filled(body, named, 0));
    if (isNone(get(values, 'count')) || isNone(get(values, 'for_each'))) return [];
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

/** `count = 0` and an empty `for_each` make none of it. */
function isNone(value: Value | undefined): boolean {
  if (value?.kind === 'scalar') return value.type === 'number' && Number(value.text) === 0;
  if (value?.kind === 'list') return value.items.length === 0;
  return value?.kind === 'map' && value.entries.size === 0;
}

/** `dynamic "ingress" { content { … } }` as one block `ingress`, with what it takes from each left unknown. */
function written(body: Value): Value {
  const dynamic = get(body, 'dynamic');
  if (body.kind !== 'map' || dynamic?.kind !== 'list') return body;
  const all = new Map(body.entries);
  for (const each of dynamic.items) {
    const name = textAt(each, LABEL);
    const content = get(each, 'content');
    if (name === undefined || !content || isNone(get(each, 'for_each'))) continue;
    const known = items(all.get(name)?.value);
    const blocks = [...known, ...items(content)];
    all.set(name, { keyAt: content.at, value: { kind: 'list', items: blocks, at: content.at } });
  }
  return { ...body, entries: all };
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
