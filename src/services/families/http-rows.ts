/** Rows of a sample, and what fields they show. Pure; nothing is kept. */
import type { Cell, Row, Sample } from '../../data/sample.ts';
import type { Field } from '../../model/inventory.ts';

/** Longer lists of numbers are vectors, which say nothing of anybody to a reader. */
const MOST_NUMBERS = 32;
/** Fields of one item that are named. */
const MOST_FIELDS = 200;

/** An entry of a JSON list as a row, without vectors. */
export function rowOf(entry: unknown): Row {
  return isRow(entry) ? pairs(Object.entries(entry)) : pairs([['value', entry]]);
}

/** Rows of a table that gives its columns' names once. */
export function rowsOfTable(columns: readonly string[], rows: readonly unknown[]): Row[] {
  return rows.map((row) => {
    const cells: readonly unknown[] = Array.isArray(row) ? row : [];
    return pairs(columns.map((name, at): [string, unknown] => [name, cells[at]]));
  });
}

function pairs(entries: readonly (readonly [string, unknown])[]): Row {
  const row: Record<string, Cell> = {};
  for (const [name, value] of entries) if (isCell(value) && name !== '__proto__') row[name] = value;
  return row;
}

function isRow(entry: unknown): entry is object {
  return typeof entry === 'object' && entry !== null && !Array.isArray(entry);
}

/** What JSON has besides vectors. */
function isCell(value: unknown): value is Cell {
  return value !== undefined && !isVector(value);
}

function isVector(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > MOST_NUMBERS &&
    value.every((each) => typeof each === 'number')
  );
}

/** The fields that documents without a schema show. */
export function fieldsOf(sample: Sample | undefined): Field[] {
  const found = new Map<string, string>();
  for (const row of sample ?? [])
    for (const [name, value] of Object.entries(row)) {
      if (found.size >= MOST_FIELDS) break;
      if (!found.has(name) || found.get(name) === 'null') found.set(name, typeName(value));
    }
  return [...found].map(([name, type]) => ({ name, type }));
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}
