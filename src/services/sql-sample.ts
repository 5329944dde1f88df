/** A sample of a table in SQL: its first columns, each quoted, made text and cut, so that no row is large. */
import type { Row } from '../data/sample.ts';
import type { Field } from '../model/inventory.ts';
import { isQuotable } from './inventory.ts';

/** With few columns each may be long enough for a whole conversation. */
const FEW = 12;
const MOST = 60;
const LONG = 4000;
const SHORT = 1000;

/** Types whose text says nothing, or costs much to make. */
const OPAQUE =
  /^(?:bytea|(?:\w{1,64}\.)?(?:vector|halfvec|sparsevec)|tsvector|geometry|geography|(?:\w*blob|\w*binary)\b)/i;

export interface Cut {
  readonly names: readonly string[];
  /** What stands for `{columns}` in a declaration. */
  readonly columns: string;
}

/** `undefined` where no column is left. */
export function cutColumns(
  fields: readonly Field[],
  quoted: (name: string) => string,
): Cut | undefined {
  const names = fields
    .filter(({ name, type }) => isQuotable(name) && !OPAQUE.test(type))
    .slice(0, MOST)
    .map(({ name }) => name);
  if (names.length === 0) return undefined;
  const length = names.length <= FEW ? LONG : SHORT;
  return { names, columns: names.map((name) => `left(${quoted(name)}, ${length})`).join(', ') };
}

/** A statement with its columns, schema and table in their places, each quoted there or by `cutColumns`. */
export function statement(
  template: string,
  { columns }: Pick<Cut, 'columns'>,
  schema: string,
  table: string,
): string {
  return [columns, schema, table].reduce(
    (text, part) => text.replace(/\{[a-z]+\}/, () => part),
    template,
  );
}

export function rowsUnder({ names }: Cut, rows: readonly (readonly (string | null)[])[]): Row[] {
  return rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? null])));
}
