/** The inventory over HTTP: lists, then bounded samples, every one a GET, which the server holds to reading. */
import type { Row } from '../../data/sample.ts';
import { boundedJson } from '../families/bounded-json.ts';
import type { HttpPage, HttpTalk } from '../families/http-talk.ts';
import { MISSED, type InventoryTask } from '../inventory.ts';
import type { Answer } from './answer.ts';
import { answerOf } from './http-answer.ts';
import { FIGURE_BOUNDS, figureStatements, isFigure } from './figures.ts';
import { addTables, unread } from './add-tables.ts';
import { LISTS, listTables, tellAtRest, type Table } from './listing.ts';
import { ID, queryId, SQL } from './session.ts';
import { READONLY, tellWrites } from './writes.ts';

/** A query ends by itself before it becomes work: https://clickhouse.com/docs/operations/settings/query-complexity */
const BOUNDS = '&max_execution_time=2&timeout_overflow_mode=break&max_threads=1';
const FEW_ROWS =
  '&max_block_size=20&max_rows_to_read=100000&read_overflow_mode=break&max_result_bytes=65536&result_overflow_mode=break';

const WHOLE = Object.entries(FIGURE_BOUNDS)
  .map(([setting, value]) => `&${setting}=${value}`)
  .join('');

const SAMPLED = 'SELECT * FROM';
const SAMPLE = 'SELECT * FROM `{identifier}`.`{identifier}` LIMIT 20 FORMAT JSONEachRow';

/** READONLY of ErrorCodes.cpp: https://clickhouse.com/docs/operations/settings/permissions-for-queries#readonly */
const READONLY_MODE = 164;
/** In a declaration the parts that stand for themselves stay as they are. */
function pathOf(sql: string, id: string, isBound = true): string {
  const query = encodeURIComponent(sql).replaceAll(/%7B([a-z]+)%7D/g, '{$1}');
  return `/?query=${query}&query_id=${id}${isBound ? boundsOf(sql) : ''}`;
}

function boundsOf(sql: string): string {
  if (isFigure(sql)) return WHOLE;
  return sql.startsWith(SAMPLED) ? BOUNDS + FEW_ROWS : BOUNDS;
}

/** What reads rows does so within bounds, or not at all. */
function readsRows(sql: string): boolean {
  return sql.startsWith(SAMPLED) || isFigure(sql);
}

const ASKS = [...Object.values(LISTS), READONLY, SQL.grants];

export const clickhouseLists: readonly string[] = [
  ...[...ASKS, SAMPLE, ...figureStatements].map((sql) => `GET ${pathOf(sql, ID)}`),
  ...ASKS.map((sql) => `GET ${pathOf(sql, ID, false)}`),
];

export async function takeClickhouseInventory(talk: HttpTalk, task: InventoryTask): Promise<void> {
  const asking = async (sql: string, isBound: boolean): Promise<HttpPage> =>
    talk.askOnce({ path: pathOf(sql, queryId(talk.dialogue), isBound), large: true });
  // An account that is held to `readonly` 1 may not even set bounds: lists go without, and samples not at all.
  let isBound = true;
  const ask = async (sql: string): Promise<HttpPage> => {
    const page = await asking(sql, isBound || readsRows(sql));
    const answer = answerOf(page);
    if (!('code' in answer) || answer.code !== READONLY_MODE || !isBound) return page;
    isBound = false;
    return ask(sql);
  };
  const isIn =
    !task.logIn || (await tellWrites(async (sql) => answerOf(await ask(sql)), task, true));
  if (!isIn) return task.into.missed(MISSED.refused);
  const tables = await listTables(async (sql) => answerOf(await ask(sql)), task);
  tellAtRest(answerOf(await ask(LISTS.disks)), task);
  const figure = async (sql: string): Promise<Answer> => answerOf(await ask(sql));
  await addTables(tables, task, (table) => sampleOf(table, task, ask), figure);
}

async function sampleOf(
  table: Table,
  task: InventoryTask,
  ask: (sql: string) => Promise<HttpPage>,
): Promise<Row[] | undefined> {
  const { budget, into } = task;
  if (!budget.samples) return undefined;
  const why = unread(table, task);
  if (why !== undefined) {
    into.missed(why);
    return undefined;
  }
  const { database, name } = table;
  const page = await ask(
    SAMPLE.replace('{identifier}', () => database).replace('{identifier}', () => name),
  );
  if (!('code' in answerOf(page))) return rowsOf(page.text, budget.rows);
  into.missed(MISSED.refused);
  return undefined;
}

/** One object a line; a line that was cut is none. */
function rowsOf(text: string, most: number): Row[] {
  const lines = text.split('\n').slice(0, most);
  return lines.flatMap((line) => {
    const row = boundedJson(line);
    return isRow(row) ? [row] : [];
  });
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
