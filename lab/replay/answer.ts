/** What an answer held, counted from its own bytes: the truth that a ledger is held against. */

/** How a column counts in ClickHouse's memory: a DateTime, a String, an Array(String), a UInt64. */
export type Column = 'time' | 'text' | 'texts' | 'number';

export type Format = 'TabSeparated' | 'JSONEachRow';

export interface Counted {
  readonly rows: number;
  /** What the rows take in the server's memory, reckoned from their values. */
  readonly ram: number;
}

const TIME = 4;
const NUMBER = 8;
/** Where a value ends, and the zero byte that ends a text. */
const OFFSET = 8;
const ENDED = OFFSET + 1;

const textRam = (text: string): number => Buffer.byteLength(text) + ENDED;

function textsOf(cell: unknown): string[] {
  if (Array.isArray(cell)) return cell.map(String);
  const inside = String(cell).slice(2, -2);
  return inside === '' ? [] : inside.split("','");
}

function ramOf(column: Column, cell: unknown): number {
  switch (column) {
    case 'time':
      return TIME;
    case 'number':
      return NUMBER;
    case 'text':
      return textRam(String(cell));
    case 'texts':
      return textsOf(cell).reduce((sum, text) => sum + textRam(text), OFFSET);
  }
}

function cellsOf(line: string, format: Format): readonly unknown[] {
  if (format === 'TabSeparated') return line.split('\t');
  const row: unknown = JSON.parse(line);
  return typeof row === 'object' && row !== null ? Object.values(row) : [];
}

/** Values of the replay hold no character that either format would escape. */
export function countAnswer(body: string, columns: readonly Column[], format: Format): Counted {
  let rows = 0;
  let ram = 0;
  for (const line of body.split('\n')) {
    if (line === '') continue;
    rows++;
    for (const [at, cell] of cellsOf(line, format).entries())
      ram += ramOf(columns[at] ?? 'text', cell);
  }
  return { rows, ram };
}
