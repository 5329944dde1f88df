/** What YAML, JSON and HCL have in common: scalars, lists and maps, each with its place. */
import type { Place } from '../../model/observation.ts';

export interface Scalar {
  readonly kind: 'scalar';
  /** Empty for null. */
  readonly text: string;
  readonly type: 'string' | 'number' | 'boolean' | 'null' | 'expression';
  readonly at: Place;
  /** The column behind the last sign, where the scalar stands on one line. */
  readonly until?: number;
}

export interface List {
  readonly kind: 'list';
  readonly items: readonly Value[];
  readonly at: Place;
  /** `!reset` and `!override` of Compose. */
  readonly tag?: string;
}

export interface Mapping {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Entry>;
  readonly at: Place;
  /** `!reset` and `!override` of Compose. */
  readonly tag?: string;
}

export interface Entry {
  readonly keyAt: Place;
  readonly value: Value;
}

export type Value = Scalar | List | Mapping;

/** The value at a path of keys; `undefined` where one of them is missing. */
export function get(value: Value | undefined, ...path: readonly string[]): Value | undefined {
  let now = value;
  for (const key of path) now = now?.kind === 'map' ? now.entries.get(key)?.value : undefined;
  return now;
}

export function entries(value: Value | undefined): (readonly [key: string, entry: Entry])[] {
  return value?.kind === 'map' ? [...value.entries] : [];
}

/** The items of a list; of one thing that stands where a list may, the thing itself. */
export function items(value: Value | undefined): readonly Value[] {
  if (value === undefined || isNull(value)) return [];
  return value.kind === 'list' ? value.items : [value];
}

export function text(value: Value | undefined): string | undefined {
  return value?.kind === 'scalar' && value.type !== 'null' ? value.text : undefined;
}

export function textAt(value: Value | undefined, ...path: readonly string[]): string | undefined {
  return text(get(value, ...path));
}

export function isNull(value: Value | undefined): boolean {
  return value === undefined || (value.kind === 'scalar' && value.type === 'null');
}

/** Yes and no as YAML 1.1, Java and Go write them; `undefined` for all else. */
export function truth(word: string | undefined): boolean | undefined {
  if (word === undefined) return undefined;
  if (/^(?:true|yes|on|1|t|y|enabled?)$/i.test(word.trim())) return true;
  return /^(?:false|no|off|0|f|n|disabled?)$/i.test(word.trim()) ? false : undefined;
}
