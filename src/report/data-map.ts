import { productName } from '../catalogue/products.ts';
import { dataMapOf, type DataMapRow } from '../model/data-map.ts';
import { DataClass } from '../model/inventory.ts';
import type { Observation } from '../model/observation.ts';
import type { Entries, RunView } from '../model/run.ts';
import { Vantage } from '../model/vantage.ts';
import { CLASS_WORDS } from '../catalogue/data-classes.ts';
import { number } from './words.ts';

/** The table of which data stands where and how it is kept, for every format to set. */

export const DATA_MAP_HEADINGS = [
  'Data',
  'Store',
  'People',
  'Reached from',
  'Credentials',
  'In transit',
  'At rest',
] as const;

/** What is bad in a cell, so that a format can show it. */
export interface DataMapCell {
  readonly text: string;
  readonly tone: 'good' | 'bad' | 'open' | 'plain';
}

/** The configured vantage; a saved run may say anything. */
export function vantageOf({ run }: Pick<RunView, 'run'>): Vantage | undefined {
  const read = Vantage.safeParse(run.vantage);
  return read.success ? read.data : undefined;
}

const REACHED: Readonly<Record<Vantage, DataMapCell>> = {
  internet: { text: 'the internet', tone: 'bad' },
  partner: { text: 'partners', tone: 'bad' },
  corporate: { text: 'the private network', tone: 'plain' },
  segment: { text: 'one segment', tone: 'good' },
  host: { text: 'this machine', tone: 'good' },
};
const CREDENTIALS: Readonly<Record<DataMapRow['authentication'], DataMapCell>> = {
  required: { text: 'asked for', tone: 'good' },
  none: { text: 'none', tone: 'bad' },
  weak: { text: 'known to anyone', tone: 'bad' },
  unknown: { text: 'not known', tone: 'open' },
};
const TRANSIT: Readonly<Record<DataMapRow['inTransit'], DataMapCell>> = {
  required: { text: 'TLS', tone: 'good' },
  offered: { text: 'TLS or clear', tone: 'bad' },
  none: { text: 'clear', tone: 'bad' },
  'on-host': { text: 'stays on the machine', tone: 'good' },
  unknown: { text: 'not known', tone: 'open' },
};
const AT_REST: Readonly<Record<DataMapRow['atRest'], DataMapCell>> = {
  encrypted: { text: 'encrypted', tone: 'good' },
  plain: { text: 'not encrypted', tone: 'bad' },
  unknown: { text: 'not known', tone: 'open' },
};

/** One cell a heading. */
export function cellsOf(row: DataMapRow): DataMapCell[] {
  const kinds = row.kinds.slice(0, 3).join(', ');
  const store = row.product === null ? row.asset : `${row.asset} ${productName(row.product)}`;
  const items = row.items === 1 ? row.example : `${row.example} and ${number(row.items - 1)} more`;
  return [
    { text: `${CLASS_WORDS[row.class]} (${kinds})`, tone: 'plain' },
    { text: `${store}: ${items}`, tone: 'plain' },
    row.people === null
      ? { text: 'not known', tone: 'open' }
      : { text: number(row.people), tone: 'plain' },
    REACHED[row.network],
    CREDENTIALS[row.authentication],
    TRANSIT[row.inTransit],
    AT_REST[row.atRest],
  ];
}

/** The first rows, those that lie open first. */
export class DataMapRows {
  readonly #rows: DataMapRow[] = [];
  readonly #most: number;
  readonly #vantage: Vantage | undefined;
  total = 0;

  constructor(most: number, vantage: Vantage | undefined) {
    this.#most = most;
    this.#vantage = vantage;
  }

  add(look: Observation): void {
    for (const row of dataMapOf(look, this.#vantage)) {
      this.total += 1;
      this.#rows.push(row);
    }
    if (this.#rows.length > this.#most * 2) this.#trim();
  }

  #trim(): void {
    this.#rows.sort(byGravity);
    this.#rows.length = Math.min(this.#rows.length, this.#most);
  }

  get rows(): readonly DataMapRow[] {
    this.#trim();
    return this.#rows;
  }
}

function byGravity(a: DataMapRow, b: DataMapRow): number {
  const isOpen = (row: DataMapRow): number =>
    Number(row.authentication === 'none') + Number(row.authentication === 'weak');
  const rank = (row: DataMapRow): number => DataClass.options.indexOf(row.class);
  return isOpen(b) - isOpen(a) || rank(a) - rank(b) || (b.people ?? 0) - (a.people ?? 0);
}

/** All rows, for machines. Of a long run only the looks with an inventory are read. */
export function* dataMapEntries(
  observations: Entries<Observation>,
  vantage: Vantage | undefined,
): Generator<DataMapRow> {
  if (!observations.lines) {
    for (const look of observations) yield* dataMapOf(look, vantage);
    return;
  }
  for (const line of observations.lines()) {
    if (!line.includes('"inventory":')) continue;
    const look: Observation = JSON.parse(line);
    yield* dataMapOf(look, vantage);
  }
}
