/**
 * What a ClickHouse lists of its tables, over either protocol: names and engines, sizes by its parts, columns.
 * https://clickhouse.com/docs/operations/system-tables/tables, …/parts, …/columns, …/disks
 */
import { about, amountUnknown, exactly, type Amount, type Field } from '../../model/inventory.ts';
import { MISSED, type InventoryTask } from '../inventory.ts';
import type { Answer } from './answer.ts';

/** Its own tables: they are the same on every server. */
const OF_OWNERS = "database NOT IN ('system', 'INFORMATION_SCHEMA', 'information_schema')";

export const LISTS = {
  count: `SELECT toString(count()) FROM system.tables WHERE ${OF_OWNERS}`,
  sizes: `SELECT database, table, toString(sum(rows)), toString(sum(bytes_on_disk)), toString(min(min_date)), toString(max(max_date)) FROM system.parts WHERE active AND ${OF_OWNERS} GROUP BY database, table ORDER BY sum(bytes_on_disk) DESC LIMIT 200`,
  tables: `SELECT database, name, engine FROM system.tables WHERE ${OF_OWNERS} ORDER BY database, name LIMIT 1000`,
  /** Since 20.1 tables without parts say how much they hold. */
  totals: `SELECT database, name, engine, toString(total_rows), toString(total_bytes) FROM system.tables WHERE ${OF_OWNERS} ORDER BY total_bytes DESC LIMIT 1000`,
  columns: `SELECT database, table, name, type FROM system.columns WHERE ${OF_OWNERS} LIMIT 4000`,
  /** Since 19.15. */
  disks: 'SELECT name, type FROM system.disks',
} as const;

const WITH_TOTALS = 20;

export interface Table {
  readonly database: string;
  readonly name: string;
  readonly engine: string;
  readonly rows: Amount;
  readonly bytes: Amount;
  readonly fields: readonly Field[];
  /** First and last day of its parts. */
  readonly days: readonly [string, string] | undefined;
}

export type Ask = (sql: string) => Promise<Answer>;

type Rows = readonly (readonly string[])[];

/** The tables, the largest first. */
export async function listTables(ask: Ask, { look, into }: InventoryTask): Promise<Table[]> {
  const rowsOf = async (sql: string): Promise<Rows> => {
    const answer = await ask(sql);
    if ('rows' in answer) {
      into.listed();
      return answer.rows;
    }
    into.missed(MISSED.refused);
    return [];
  };
  const isModern = Number.parseInt(look.version ?? '', 10) >= WITH_TOTALS;
  const named = await rowsOf(isModern ? LISTS.totals : LISTS.tables);
  const sizes = byTable(await rowsOf(LISTS.sizes));
  const columns = byTable(await rowsOf(LISTS.columns));
  const total = Number((await rowsOf(LISTS.count))[0]?.[0] ?? named.length);
  const tables = named.map((row) => tableOf(row, sizes, columns));
  if (total > tables.length) into.missed(MISSED.more(total - tables.length));
  return tables.toSorted((a, b) => (b.bytes.value ?? 0) - (a.bytes.value ?? 0));
}

function keyOf([database = '', table = '']: readonly string[]): string {
  return `${database}\t${table}`;
}

function byTable(rows: Rows): Map<string, Rows> {
  const found = new Map<string, (readonly string[])[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const known = found.get(key);
    if (known) known.push(row.slice(2));
    else found.set(key, [row.slice(2)]);
  }
  return found;
}

function tableOf(
  row: readonly string[],
  sizes: ReadonlyMap<string, Rows>,
  columns: ReadonlyMap<string, Rows>,
): Table {
  const [database = '', name = '', engine = '', totalRows = '', totalBytes = ''] = row;
  const [rows = totalRows, bytes = totalBytes, from = '', to = ''] =
    sizes.get(keyOf(row))?.[0] ?? [];
  const fields = (columns.get(keyOf(row)) ?? []).map(([column = '', type = '']) => ({
    name: column,
    type,
  }));
  return {
    database,
    name,
    engine,
    rows: amountOf(rows, exactly),
    bytes: amountOf(bytes, about),
    fields,
    days: isDay(from) && isDay(to) ? [from, to] : undefined,
  };
}

function amountOf(text: string, how: (value: bigint) => Amount): Amount {
  return /^\d{1,20}$/.test(text) ? how(BigInt(text)) : amountUnknown;
}

/** What has no day says 0000-00-00 or the first of 1970. */
function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && text > '1970-01-02';
}

/** Disks of type `encrypted` settle it; others may still lie on a volume that is. */
export function tellAtRest(answer: Answer, { atRest }: InventoryTask): void {
  const types = 'rows' in answer ? answer.rows.map(([, type = '']) => type.toLowerCase()) : [];
  const known = types.length > 0;
  const encrypted = known && types.every((type) => type.includes('encrypted'));
  atRest({
    state: encrypted ? 'encrypted' : 'unknown',
    how: encrypted
      ? 'Every disk of the server is of type encrypted (system.disks).'
      : known
        ? 'ClickHouse itself does not encrypt every disk (system.disks).'
        : 'This ClickHouse cannot encrypt by itself, or does not say.',
    settledBy: encrypted ? '' : 'A look at the volume below its data folder, or an attestation.',
  });
}
