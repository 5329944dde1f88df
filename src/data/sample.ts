/** What a store hands over for classification. It lives in memory for the length of one call and is never kept. */

/** One cell: what a driver or a JSON parser gives. */
export type Cell =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | Uint8Array
  | readonly Cell[]
  | { readonly [name: string]: Cell };

/** Column, property or key to its cell. */
export type Row = Readonly<Record<string, Cell>>;

export type Sample = readonly Row[];

/** What of a sample is read at most; the rest is left alone, and not counted as sampled. */
export const SAMPLE_ROWS = 20;
export const SAMPLE_BYTES = 64 * 1024;

export function isList(cell: Cell): cell is readonly Cell[] {
  return Array.isArray(cell);
}

export function isMap(cell: Cell): cell is Row {
  return (
    typeof cell === 'object' && cell !== null && !isList(cell) && !(cell instanceof Uint8Array)
  );
}

export function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : '';
}
