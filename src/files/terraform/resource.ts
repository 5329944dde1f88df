/** One resource as a plan or HCL says it will be, with what is only known after the change. */
import type { Place } from '../../model/observation.ts';
import type { Setting } from '../text/settings.ts';
import { get, items, text, truth, type Value } from '../text/value.ts';

export interface Resource {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly values: Value;
  /** `after_unknown` of a plan: true where a value is. */
  readonly unknown: Value | undefined;
  /** Addresses that an attribute refers to: `aws_security_group.db`. */
  readonly references: ReadonlyMap<string, readonly string[]>;
  readonly at: Place;
}

/** What can be said of one attribute: an unknown value is never its default. */
export type Known<T> = T | 'unknown' | undefined;

export function isUnknown({ unknown, values }: Resource, ...path: readonly string[]): boolean {
  if (holdsUnknown(get(unknown, ...path))) return true;
  const value = get(values, ...path);
  return value?.kind === 'scalar' && value.type === 'expression';
}

/** A plan marks nested attributes in lists and maps of the same shape. */
function holdsUnknown(value: Value | undefined): boolean {
  if (value?.kind === 'scalar') return value.text === 'true';
  return value?.kind === 'list' && value.items.some((item) => holdsUnknown(item));
}

export function word(resource: Resource, ...path: readonly string[]): Known<string> {
  if (isUnknown(resource, ...path)) return 'unknown';
  return text(get(resource.values, ...path));
}

export function yes(resource: Resource, ...path: readonly string[]): Known<boolean> {
  if (isUnknown(resource, ...path)) return 'unknown';
  return truth(text(get(resource.values, ...path)));
}

/** Blocks of this name: a list of maps in a plan, a map or more in HCL. */
export function blocks(resource: Resource, ...path: readonly string[]): readonly Value[] {
  return items(get(resource.values, ...path)).filter((each) => each.kind === 'map');
}

/** An attribute of nested blocks, the first of each. */
export function nested(resource: Resource, ...path: readonly string[]): Value | undefined {
  let value: Value | undefined = resource.values;
  for (const key of path) value = get(items(value)[0], key);
  return value;
}

/** The place of an attribute, else of the resource. */
export function placeOf(resource: Resource, ...path: readonly string[]): Setting {
  const value = get(resource.values, ...path);
  const at = value?.at ?? resource.at;
  const until = value?.kind === 'scalar' && value.until !== undefined ? { until: value.until } : {};
  return { name: path.at(-1) ?? '', text: '', at, known: true, ...until };
}

export class Resources {
  readonly all: readonly Resource[];
  readonly #byType = new Map<string, Resource[]>();

  constructor(all: readonly Resource[]) {
    this.all = all;
    for (const resource of all)
      this.#byType.set(resource.type, [...(this.#byType.get(resource.type) ?? []), resource]);
  }

  of(...types: readonly string[]): readonly Resource[] {
    return types.flatMap((type) => this.#byType.get(type) ?? []);
  }

  /** The resources that an attribute refers to, by reference or by a value that both name. */
  behind(resource: Resource, attribute: string, types: readonly string[], key = 'id'): Resource[] {
    const named = resource.references.get(attribute) ?? [];
    const values = items(get(resource.values, attribute)).map((value) => text(value));
    return this.of(...types).filter(
      (other) =>
        named.some(
          (address) => address === other.address || address.startsWith(`${other.address}.`),
        ) ||
        (text(get(other.values, key)) !== undefined &&
          values.includes(text(get(other.values, key)))),
    );
  }
}
