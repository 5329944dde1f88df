/** The inventory over HTTP: lists, then bounded samples, every one a GET, which the server holds to reading. */
import type { Row } from '../../data/sample.ts';
import { boundedJson } from '../families/bounded-json.ts';
import type { HttpPage, HttpTalk } from '../families/http-talk.ts';
import { MISSED, type InventoryTask } from '../inventory.ts';
import { answerOf } from './http-answer.ts';
import { addTables, unread } from './add-tables.ts';
import { LISTS, listTables, tellAtRest, type Table } from './listing.ts';
import { ID, queryId } from './session.ts';

/** A query ends by itself before it becomes work: https://clickhouse.com/docs/operations/settings/query-complexity */
const BOUNDS = '&max_execution_time=2&timeout_overflow_mode=break&max_threads=1';
const FEW_ROWS =
  '&max_block_size=20&max_rows_to_read=100000&read_overflow_mode=break&max_result_bytes=65536&result_overflow_mode=break';

const SAMPLE = 'SELECT * FROM `{identifier}`.`{identifier}` LIMIT 20 FORMAT JSONEachRow';

/** In a declaration the parts that stand for themselves stay as they are. */
function pathOf(sql: string, id: string): string {
  const query = encodeURIComponent(sql).replaceAll(/%7B([a-z]+)%7D/g, '{$1}');
  const bounds = sql.startsWith('SELECT * FROM') ? BOUNDS + FEW_ROWS : BOUNDS;
  return `/?query=${query}&query_id=${id}${bounds}`;
}

export const clickhouseLists: readonly string[] = [...Object.values(LISTS), SAMPLE].map(
  (sql) => `GET ${pathOf(sql, ID)}`,
);

export async function takeClickhouseInventory(talk: HttpTalk, task: InventoryTask): Promise<void> {
  const ask = (sql: string): Promise<HttpPage> =>
    talk.askOnce({ path: pathOf(sql, queryId(talk.dialogue)), large: true });
  const tables = await listTables(async (sql) => answerOf(await ask(sql)), task);
  tellAtRest(answerOf(await ask(LISTS.disks)), task);
  await addTables(tables, task, (table) => sampleOf(table, task, ask));
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
