/**
 * Tables of QuestDB. The number of rows is kept by the partitions, so that counting reads none of them.
 * https://questdb.com/docs/query/rest-api/
 */
import type { Listed } from '../../data/item.ts';
import type { Sample } from '../../data/sample.ts';
import { amountUnknown, exactly } from '../../model/inventory.ts';
import type { HttpInventory } from '../families/http-inventory-table.ts';
import { entriesAt, listEach, numberAt, textsAt } from '../families/http-listed.ts';
import type { HttpReader } from '../families/http-reader.ts';
import { rowsOfTable } from '../families/http-rows.ts';
import { textField } from '../families/http-talk.ts';
import { SAMPLED_ROWS } from '../inventory.ts';

/** Milliseconds that one statement may take. */
const headers = { 'Statement-Timeout': '2000' };
const TABLES = { path: '/exec?query=SHOW%20TABLES', headers };
const COUNT = { path: '/exec?query=SELECT%20count()%20FROM%20%27{identifier}%27', headers };
const ROWS = {
  path: `/exec?query=SELECT%20*%20FROM%20%27{identifier}%27%20LIMIT%20${SAMPLED_ROWS}`,
  headers,
};
/** An empty answer still has the columns. */
const COLUMNS = { path: '/exec?query=SELECT%20*%20FROM%20%27{identifier}%27%20LIMIT%200', headers };
const SPAN = {
  path: '/exec?query=SELECT%20min(%22{identifier}%22),max(%22{identifier}%22)%20FROM%20%27{identifier}%27',
  headers,
};

async function take(reader: HttpReader): Promise<void> {
  const rows = entriesAt(await reader.list(TABLES), 'dataset');
  const names = rows.flatMap((row) => textsAt(row).slice(0, 1));
  await listEach(reader, names, bare, (name) => inside(reader, name));
}

function bare(name: string): Listed {
  return { kind: 'table', name, fields: [] };
}

async function inside(reader: HttpReader, name: string): Promise<Partial<Listed>> {
  const counted = await reader.facts(COUNT, name);
  const count = numberAt(entriesAt(entriesAt(counted, 'dataset')[0])[0] ?? null);
  const columns = columnsIn(await reader.facts(COLUMNS, name));
  const sample = await reader.rows(rowsIn, ROWS, name);
  const time = columns.find(({ type }) => type === 'TIMESTAMP')?.name;
  const span = time === undefined || !sample ? undefined : await spanOf(reader, time, name);
  return {
    fields: columns,
    rows: count === undefined ? amountUnknown : exactly(count),
    ...(sample && { sample }),
    ...(span && { span }),
  };
}

async function spanOf(
  reader: HttpReader,
  field: string,
  name: string,
): Promise<NonNullable<Listed['span']> | undefined> {
  const json = await reader.facts(SPAN, field, field, name);
  const [from, to] = textsAt(entriesAt(json, 'dataset')[0]);
  return from !== undefined && to !== undefined ? { field, from, to } : undefined;
}

function columnsIn(json: unknown): { name: string; type: string }[] {
  return entriesAt(json, 'columns').flatMap((column) => {
    const name = textField(column, 'name');
    return name === undefined ? [] : [{ name, type: textField(column, 'type') ?? '' }];
  });
}

function rowsIn(json: unknown): Sample {
  const names = columnsIn(json).map(({ name }) => name);
  return rowsOfTable(names, entriesAt(json, 'dataset'));
}

export const questdbInventory: HttpInventory = { asks: [TABLES, COUNT, COLUMNS, ROWS, SPAN], take };
