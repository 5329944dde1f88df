/** How one Compose file is laid over another. https://docs.docker.com/reference/compose-file/merge/ */
import type { Entry, List, Mapping, Value } from '../text/value.ts';
import { items, text } from '../text/value.ts';

/** Lists of which the later file's replaces the earlier's; all other lists grow. */
const REPLACED = new Set(['command', 'entrypoint', 'test']);

export function merge(below: Value | undefined, above: Value, key = ''): Value {
  if (!below || tagOf(above) !== undefined) return above;
  if (key === 'environment' || key === 'labels' || key === 'build-args')
    return mergeMaps(asMap(below), asMap(above));
  if (below.kind === 'map' && above.kind === 'map') return mergeMaps(below, above);
  if (below.kind === 'list' && above.kind === 'list' && !REPLACED.has(key))
    return mergeLists(below, above, key);
  return above;
}

function tagOf(value: Value): string | undefined {
  return value.kind === 'scalar' ? undefined : value.tag;
}

function mergeMaps(below: Mapping, above: Mapping): Mapping {
  const entries = new Map<string, Entry>(below.entries);
  for (const [key, entry] of above.entries) {
    const known = entries.get(key);
    entries.set(key, { keyAt: entry.keyAt, value: merge(known?.value, entry.value, key) });
  }
  return { ...above, entries };
}

function mergeLists(below: List, above: List, key: string): List {
  const kept =
    key === 'volumes'
      ? below.items.filter(
          (item) => !above.items.some((other) => targetOf(other) === targetOf(item)),
        )
      : below.items;
  return { ...above, items: [...kept, ...above.items] };
}

function targetOf(volume: Value): string {
  if (volume.kind === 'map') return text(volume.entries.get('target')?.value) ?? '';
  return (text(volume) ?? '').split(':')[1] ?? '';
}

/** `- NAME=value` as a map. */
export function asMap(value: Value): Mapping {
  if (value.kind === 'map') return value;
  const entries = new Map<string, Entry>();
  for (const item of items(value)) {
    const [name = '', rest] = (text(item) ?? '').split(/=(.*)/s);
    const known: Value =
      item.kind === 'scalar'
        ? { ...item, text: rest ?? '', type: rest === undefined ? 'null' : 'string' }
        : item;
    entries.set(name, { keyAt: item.at, value: known });
  }
  return { kind: 'map', entries, at: value.at };
}
