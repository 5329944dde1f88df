/**
 * How ClickHouse lays the files of `config.d` and `users.d` over the main file: in the order of their names, with the
 * attributes `replace` and `remove`. https://clickhouse.com/docs/operations/configuration-files
 */
import { FileProblem, type Source } from '../../text/source.ts';
import type { Setting } from '../../text/settings.ts';
import { entries, items, text, type Value } from '../../text/value.ts';
import { type Element, readXml } from '../../text/xml.ts';
import { readYaml } from '../../text/yaml.ts';

export function readElement(source: Source): Element {
  if (!/\.ya?ml$/i.test(source.file)) return readXml(source);
  const { documents, problems } = readYaml(source);
  const [root] = documents;
  if (problems[0] || !root) throw problems[0] ?? new FileProblem(source, 'it is empty');
  return { ...fromYaml('clickhouse', root), at: { file: source.file, line: 1, column: 1 } };
}

/** Keys with `@` are attributes; a list is the same element many times. */
function fromYaml(name: string, value: Value): Element {
  const all = entries(value);
  const attributes = new Map(
    all
      .filter(([key]) => key.startsWith('@'))
      .map(([key, entry]) => [key.slice(1), text(entry.value) ?? '']),
  );
  const children = all
    .filter(([key]) => !key.startsWith('@'))
    .flatMap(([key, entry]) => items(entry.value).map((item) => fromYaml(key, item)));
  const until = value.kind === 'scalar' && value.until !== undefined ? { until: value.until } : {};
  return { name, attributes, children, text: text(value) ?? '', at: value.at, ...until };
}

const STEERING = new Set([
  'replace',
  'remove',
  'incl',
  'optional',
  'from_env',
  'from_zk',
  'merge',
  'hide_in_preprocessed',
]);

function keyOf({ name, attributes }: Element): string {
  const own = [...attributes]
    .filter(([key]) => !STEERING.has(key))
    .map(([key, value]) => `${key}=${value}`);
  return [name, ...own.toSorted()].join('\0');
}

export function mergeElements(below: Element, above: Element): Element {
  const children = [...below.children];
  const met = new Set<number>();
  for (const each of above.children) {
    const key = keyOf(each);
    const at = children.findIndex(
      (other, index) => !met.has(index) && index < below.children.length && keyOf(other) === key,
    );
    const known = children[at];
    if (each.attributes.has('remove')) {
      if (known) children[at] = { ...known, name: REMOVED };
    } else if (known && !each.attributes.has('replace')) {
      children[at] = mergeElements(known, each);
      met.add(at);
    } else if (known) {
      children[at] = each;
      met.add(at);
    } else children.push(each);
  }
  const isTold = above.text !== '' || above.children.length === 0;
  const place = isTold
    ? { at: above.at, ...(above.until !== undefined && { until: above.until }) }
    : {};
  return {
    ...below,
    ...place,
    attributes: new Map([...below.attributes, ...above.attributes]),
    text: isTold ? above.text : below.text,
    children: children.filter(({ name }) => name !== REMOVED),
  };
}

/** No element can be called so. */
const REMOVED = '';

export function child(
  element: Element | undefined,
  ...path: readonly string[]
): Element | undefined {
  let now = element;
  for (const name of path) now = now?.children.find((each) => each.name === name);
  return now;
}

export function settingOf({ name, text: words, at, until }: Element): Setting {
  return { name, text: words, at, known: true, ...(until !== undefined && { until }) };
}
