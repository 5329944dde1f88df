/** One JSON object a line, as many logs are written. */

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object on a line, or undefined where there is none. */
export function fieldsOf(line: string): Fields | undefined {
  const start = line.charCodeAt(0) === 123 ? 0 : line.indexOf('{');
  if (start < 0 || start > 64) return undefined;
  try {
    const value: unknown = JSON.parse(start === 0 ? line : line.slice(start));
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** A count that may be written as a number or as its digits; undefined where it is neither. */
export function countOf(value: unknown): number | undefined {
  if (value === '' || value === null || value === undefined || value === '-') return undefined;
  const number =
    typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : Number.NaN;
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

/** A field of a field. */
export function inside(fields: Fields, ...names: readonly string[]): unknown {
  let value: unknown = fields;
  for (const name of names) value = isFields(value) ? value[name] : undefined;
  return value;
}
