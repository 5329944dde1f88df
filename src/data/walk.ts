import { isDeepJson, parseJson } from './json-text.ts';
import {
  type Cell,
  isList,
  isMap,
  type Row,
  SAMPLE_BYTES,
  SAMPLE_ROWS,
  type Sample,
  textOf,
} from './sample.ts';

/** One piece of text, with the column it stands in and the field that is told of it. */
export interface Leaf {
  readonly row: number;
  readonly text: string;
}

/** All that stands at one place of the rows: a column, a property, an entry of paired arrays, a key inside JSON. */
export interface Column {
  /** Where it stands, for the field that is told. */
  readonly field: string;
  /** What it is called, for rules about names; the last two steps of the way. */
  readonly name: string;
  /** The whole way to it. */
  readonly steps: readonly string[];
  readonly leaves: Leaf[];
}

/** One list or map inside a row, for what only shows in a shape. Text that held JSON is read. */
export interface Node {
  readonly row: number;
  /** Where it stands, the same for all rows. */
  readonly path: string;
  readonly field: string;
  /** The field that is told where the shape shows in one of its keys. */
  readonly fieldOf: (key: string) => string;
  readonly value: Row | readonly Cell[];
}

export interface Walked {
  readonly columns: readonly Column[];
  readonly nodes: readonly Node[];
  /** Top-level names that the rows have, filled or not. */
  readonly present: ReadonlySet<string>;
  /** Rows that were read before the budget ran out. */
  readonly sampled: number;
}

const DEPTH = 8;
const MOST_COLUMNS = 400;
const MOST_ELEMENTS = 200;

/** Whether the store itself knows names inside of a field: a document's path is a field, a JSON column's is not. */
export type Naming = 'paths' | 'columns';

interface Place {
  readonly row: number;
  readonly field: string;
  readonly names: readonly string[];
  readonly depth: number;
  /** Inside text that was JSON, which the store knows nothing of. */
  readonly inText: boolean;
}

class Walk {
  readonly columns = new Map<string, Column>();
  readonly nodes: Node[] = [];
  readonly present = new Set<string>();
  readonly #naming: Naming;
  readonly #declared: ReadonlySet<string>;
  #left: number;

  constructor(naming: Naming, declared: Iterable<string>, bytes: number) {
    this.#naming = naming;
    this.#declared = new Set(declared);
    this.#left = bytes;
  }

  get isSpent(): boolean {
    return this.#left <= 0;
  }

  row(row: number, cells: Row): void {
    const read = emptyMap();
    for (const [name, cell] of Object.entries(cells)) {
      if (this.isSpent) break;
      if (this.present.size < MOST_COLUMNS) this.present.add(name);
      const place = { row, field: name, names: [name], depth: 0, inText: false };
      read[name] = this.#cell(cell, place);
    }
    for (const { names, pairs, field } of pairsIn(read)) {
      read[names] = this.#pairs(row, field, pairs);
    }
    for (const { field, name, cell } of settingsIn(read))
      this.#again(cell, { row, field, names: [field, name], depth: 1, inText: true });
    this.nodes.push({ row, path: '', field: '', fieldOf: (key) => key, value: read });
  }

  /** Entries of two arrays that belong together are columns of their own; what they hold is told of the second. */
  #pairs(row: number, field: string, pairs: readonly (readonly [string, Cell])[]): Cell {
    const zipped = emptyMap();
    for (const [name, cell] of pairs) {
      zipped[name] = cell;
      this.#again(cell, { row, field, names: [field, name], depth: 1, inText: true });
    }
    this.nodes.push({ row, path: `${field}\0`, field, fieldOf: () => field, value: zipped });
    return zipped;
  }

  /** What was read and paid for before, under another name. */
  #again(cell: Cell, place: Place): void {
    if (typeof cell === 'object' && cell !== null) return;
    if (cell !== null && cell !== undefined) this.#leaf(String(cell), place);
  }

  #cell(cell: Cell, place: Place): Cell {
    if (this.isSpent || cell === null || cell === undefined) return null;
    if (typeof cell === 'string') return this.#text(cell, place);
    if (cell instanceof Uint8Array) return this.#text(asText(cell), place);
    if (typeof cell !== 'object') {
      this.#left -= 8;
      this.#leaf(String(cell), place);
      return cell;
    }
    if (place.depth >= DEPTH) return null;
    return isMap(cell) ? this.#map(cell, place) : this.#list(cell, place);
  }

  #text(whole: string, place: Place): Cell {
    const text = whole.slice(0, this.#left);
    this.#left -= text.length;
    const inner = place.depth < DEPTH && text.length === whole.length ? parseJson(text) : undefined;
    if (inner === undefined) {
      this.#leaf(text, place);
      return text;
    }
    // Read once as it stands: the budget was paid for the text.
    this.#left += isDeepJson(text) ? 0 : text.length;
    return this.#cell(inner, { ...place, depth: place.depth + 1, inText: true });
  }

  #list(cells: readonly Cell[], place: Place): Cell {
    const attributes = attributesOf(cells);
    if (attributes) return this.#map(attributes, place);
    const inside = { ...place, depth: place.depth + 1 };
    const read = cells.slice(0, MOST_ELEMENTS).map((cell) => this.#cell(cell, inside));
    this.#node(read, place);
    return read;
  }

  #map(cells: Row, place: Place): Cell {
    const read = emptyMap();
    for (const [name, cell] of Object.entries(cells).slice(0, MOST_ELEMENTS)) {
      this.#left -= name.length;
      if (this.isSpent) break;
      read[name] = this.#cell(cell, this.#inside(place, name));
    }
    this.#node(read, place);
    return read;
  }

  #node(value: Row | readonly Cell[], place: Place): void {
    const { row, field, names } = place;
    const fieldOf = (key: string): string => this.#inside(place, key).field;
    this.nodes.push({ row, path: names.join('\0'), field, fieldOf, value });
  }

  #inside(place: Place, name: string): Place {
    const path = `${place.field}.${name}`;
    const isField = !place.inText && (this.#naming === 'paths' || this.#declared.has(path));
    return {
      ...place,
      field: isField ? path : place.field,
      names: [...place.names, name],
      depth: place.depth + 1,
    };
  }

  #leaf(text: string, { row, field, names }: Place): void {
    if (text === '') return;
    const key = names.join('\0');
    let column = this.columns.get(key);
    if (!column) {
      if (this.columns.size >= MOST_COLUMNS) return;
      column = { field, name: names.slice(-2).join('.'), steps: names, leaves: [] };
      this.columns.set(key, column);
    }
    column.leaves.push({ row, text });
  }
}

/** Keys come from a server: none of them may be a property that every object has. */
function emptyMap(): Record<string, Cell> {
  const map: Record<string, Cell> = { __proto__: null };
  return map;
}

/** OpenTelemetry's `[{ key, value: { stringValue } }]` as a map; https://opentelemetry.io/docs/specs/otlp/ */
function attributesOf(cells: readonly Cell[]): Row | undefined {
  const found = emptyMap();
  for (const cell of cells) {
    if (!isMap(cell)) return undefined;
    const { key, value } = cell;
    if (typeof key !== 'string' || value === undefined || Object.keys(cell).length > 3)
      return undefined;
    found[key] = unwrapped(value);
  }
  return cells.length > 0 ? found : undefined;
}

function unwrapped(value: Cell): Cell {
  if (!isMap(value)) return value;
  return (
    value['stringValue'] ?? value['intValue'] ?? value['doubleValue'] ?? value['boolValue'] ?? value
  );
}

/** Latin text where it is none: what matters is whether a pattern stands in it. */
function asText(bytes: Uint8Array): string {
  return Buffer.from(
    bytes.buffer,
    bytes.byteOffset,
    Math.min(bytes.byteLength, SAMPLE_BYTES),
  ).toString('utf8');
}

const PAIRED: readonly (readonly [first: RegExp, second: string])[] = [
  [/^(.*[._])?names$/i, 'values'],
  [/^(.*[._])?keys$/i, 'values'],
  [/^(.*[._])?name$/i, 'value'],
  [/^(.*[._])?key$/i, 'value'],
];

interface Pairs {
  /** The names' own column, in whose place the row keeps the pairs. */
  readonly names: string;
  readonly field: string;
  readonly pairs: readonly (readonly [string, Cell])[];
}

/** Columns like `string.names` and `string.values`, and their nested form `{ names, values }`. */
function* pairsIn(row: Row): Generator<Pairs> {
  for (const [name, cell] of Object.entries(row)) {
    for (const [first, second] of PAIRED) {
      const match = first.exec(name);
      if (!match || !isList(cell)) continue;
      const field = `${match[1] ?? ''}${second}`;
      const other = row[field];
      if (isList(other)) yield { names: name, field, pairs: zip(cell, other) };
    }
    if (isMap(cell)) {
      for (const inner of pairsIn(cell))
        yield { ...inner, names: name, field: `${name}.${inner.field}` };
    }
  }
}

/** A name that a program would give: `smtp_password`, `mail.host`. */
const SETTING = /^[\p{L}_][\p{L}\p{N}_.-]{1,99}$/u;

/** A row that is one entry of a map: `name` beside `value`, `option_name` beside `option_value`. */
function* settingsIn(row: Row): Generator<{ field: string; name: string; cell: Cell }> {
  for (const [column, name] of Object.entries(row)) {
    if (typeof name !== 'string' || !SETTING.test(name)) continue;
    for (const [first, second] of PAIRED) {
      const match = first.exec(column);
      const field = `${match?.[1] ?? ''}${second}`;
      if (match && typeof row[field] === 'string') yield { field, name, cell: row[field] };
    }
  }
}

function zip(names: readonly Cell[], values: readonly Cell[]): (readonly [string, Cell])[] {
  return names.slice(0, MOST_ELEMENTS).map((name, at) => [textOf(name).slice(0, 100), values[at]]);
}

/** Reads a sample within its budget. */
export function walk(
  sample: Sample,
  naming: Naming,
  declared: Iterable<string>,
  budget: { rows?: number; bytes?: number } = {},
): Walked {
  const { rows: mostRows = SAMPLE_ROWS, bytes = SAMPLE_BYTES } = budget;
  const walking = new Walk(naming, declared, bytes);
  let sampled = 0;
  for (const row of sample.slice(0, mostRows)) {
    if (walking.isSpent) break;
    walking.row(sampled, row);
    sampled += 1;
  }
  return {
    columns: [...walking.columns.values()],
    nodes: walking.nodes,
    present: walking.present,
    sampled,
  };
}
