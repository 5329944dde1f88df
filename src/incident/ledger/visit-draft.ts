/** A visit while it is being put together, from any number of trails in any order. */
import type { Level } from '../../model/ledger.ts';
import type { Act, Sign, TrailEvent } from '../trails/event.ts';
import type { TrailKind } from '../trails/kind.ts';
import { Names } from './names.ts';
import { add, merge, type Sums } from './sums.ts';

const MOST_NAMES = 16;
const MOST_TABLES = 500;
const OTHER_TABLES = '(other tables)';
/** From here on it is a copy and no look. */
export const BULK_ROWS = 10_000;
export const BULK_BYTES = 10_000_000;

const LEVELS: readonly Level[] = ['refused', 'connected', 'metadata', 'rows', 'bulk', 'destroyed'];
const LEVEL_OF: Readonly<Record<Act, Level>> = {
  counter: 'connected',
  refused: 'refused',
  connected: 'connected',
  metadata: 'metadata',
  read: 'rows',
  wrote: 'metadata',
  changed: 'metadata',
  destroyed: 'destroyed',
};

export interface Largest {
  /** Rows of the largest answer whose every row is a different row of the table. */
  plain: number;
  /** Rows that all answers together can have been made of. */
  behind: number;
  /** Some answer may hold more rows of the table than its own number: an aggregate whose reading is not known. */
  isOpen: boolean;
}

export function further(one: Level, other: Level): Level {
  return LEVELS.indexOf(one) >= LEVELS.indexOf(other) ? one : other;
}

function isBulk({ act, signs, rows, bytes }: TrailEvent): boolean {
  if (act !== 'read') return false;
  if (signs.includes('whole-table') || signs.includes('bulk-dump')) return true;
  return (rows ?? 0) >= BULK_ROWS || (bytes.payload ?? bytes.ram ?? 0) >= BULK_BYTES;
}

function keep(names: Names, name: string | undefined): Names {
  const isKept = name !== undefined && name !== '' && names.size < MOST_NAMES;
  return isKept ? names.with(name) : names;
}

const NOBODY = new Names();
const UNSIGNED = new Names<Sign>();

/** Entries of tables that all visits together may still make. */
export interface Room {
  tables: number;
}

/** Tables are told apart by the product that holds them. */
export type TableKey = string;

export class VisitDraft {
  from: number;
  to: number;
  requests = new Map<string, number>();
  level: Level = 'refused';
  users = NOBODY;
  clients = NOBODY;
  sources = NOBODY;
  signs = UNSIGNED;
  readonly totals = new Map<string, Sums>();
  readonly tables = new Map<TableKey, Map<string, Sums>>();
  readonly largest = new Map<TableKey, Largest>();
  readonly address: string | null;
  readonly #room: Room;

  constructor(address: string | null, at: number, room: Room) {
    this.address = address;
    this.#room = room;
    this.from = at;
    this.to = at;
  }

  add(found: TrailEvent, kind: TrailKind, source: string): void {
    this.from = Math.min(this.from, found.at);
    this.to = Math.max(this.to, found.until ?? found.at);
    this.requests.set(kind.id, (this.requests.get(kind.id) ?? 0) + found.requests);
    this.level = further(this.level, isBulk(found) ? 'bulk' : LEVEL_OF[found.act]);
    this.users = keep(this.users, found.user);
    this.clients = keep(this.clients, found.client);
    this.sources = this.sources.with(source);
    for (const sign of found.signs) this.signs = this.signs.with(sign);
    this.#amounts(found, kind);
  }

  absorb(other: VisitDraft): void {
    this.from = Math.min(this.from, other.from);
    this.to = Math.max(this.to, other.to);
    this.level = further(this.level, other.level);
    for (const [kind, count] of other.requests)
      this.requests.set(kind, (this.requests.get(kind) ?? 0) + count);
    for (const name of other.users) this.users = keep(this.users, name);
    for (const name of other.clients) this.clients = keep(this.clients, name);
    for (const sign of other.signs) this.signs = this.signs.with(sign);
    for (const source of other.sources) this.sources = this.sources.with(source);
    mergeKinds(this.totals, other.totals);
    for (const [table, kinds] of other.tables) mergeKinds(mapOf(this.tables, table), kinds);
    for (const [table, largest] of other.largest) this.#enlarge(table, largest);
  }

  #amounts(found: TrailEvent, kind: TrailKind): void {
    const isRead = found.act === 'read';
    const hasBytes = Object.keys(found.bytes).length > 0;
    if (isRead || (hasBytes && found.act !== 'refused')) {
      const counted = isRead ? found : { ...found, rows: 0, requests: 0 };
      add(sumsOf(this.totals, kind.id), counted, isRead ? found.certainty : 'bounded');
    }
    if (isRead) this.#ofTables(found, kind);
  }

  #ofTables(found: TrailEvent, kind: TrailKind): void {
    const { rows, scanned, plain, tables } = found;
    const isProven = found.certainty === 'proven';
    // Rows of a join are rows of each of its tables at most.
    const certainty = tables.length > 1 && isProven ? 'bounded' : found.certainty;
    const largest: Largest = {
      plain: plain && isProven ? (rows ?? 0) : 0,
      behind: (plain ? rows : scanned) ?? 0,
      isOpen: rows === null || (!plain && scanned === undefined),
    };
    for (const name of tables) {
      const key = this.#tableKey(name, found.product ?? kind.product ?? '');
      add(sumsOf(mapOf(this.tables, key), kind.id), found, certainty);
      this.#enlarge(key, largest);
    }
  }

  #enlarge(table: TableKey, { plain, behind, isOpen }: Largest): void {
    const known = this.largest.get(table);
    if (!known) this.largest.set(table, { plain, behind, isOpen });
    else {
      known.plain = Math.max(known.plain, plain);
      known.behind += behind;
      known.isOpen ||= isOpen;
    }
  }

  #tableKey(name: string, product: string): TableKey {
    const key = `${product}\n${name}`;
    if (this.tables.has(key)) return key;
    this.#room.tables--;
    return this.#room.tables > 0 && this.tables.size < MOST_TABLES
      ? key
      : `${product}\n${OTHER_TABLES}`;
  }
}

export function tableIn(key: TableKey): string {
  return key.slice(key.indexOf('\n') + 1);
}

export function mapOf<K, V>(maps: Map<string, Map<K, V>>, key: string): Map<K, V> {
  let map = maps.get(key);
  if (!map) maps.set(key, (map = new Map()));
  return map;
}

function sumsOf(kinds: Map<string, Sums>, kind: string): Sums {
  let sums = kinds.get(kind);
  if (!sums) kinds.set(kind, (sums = {}));
  return sums;
}

export function mergeKinds(into: Map<string, Sums>, from: ReadonlyMap<string, Sums>): void {
  for (const [kind, sums] of from) merge(sumsOf(into, kind), sums);
}
