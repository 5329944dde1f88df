/** A sample over the native protocol: every column made text by the server, because text is all that is read of a block. */
import type { Cell, Row } from '../../data/sample.ts';
import type { Field } from '../../model/inventory.ts';
import { isQuotable } from '../inventory.ts';
import { FIGURE_BOUNDS } from './figures.ts';

/** The native side takes settings in the query's own words; https://clickhouse.com/docs/sql-reference/statements/select#settings-in-select-query */
export const NATIVE_SAMPLE =
  "SELECT {columns} FROM `{identifier}`.`{identifier}` LIMIT 20 SETTINGS max_execution_time = 2, timeout_overflow_mode = 'break', max_threads = 1, max_block_size = 20, max_rows_to_read = 100000, read_overflow_mode = 'break'";

export const NATIVE_BOUNDS = ` SETTINGS ${Object.entries(FIGURE_BOUNDS)
  .map(([setting, value]) => `${setting} = ${value}`)
  .join(', ')}`;

const MOST_COLUMNS = 60;
const LONGEST = 4000;
/** Stands between the members of a list; escaped in the query's text. */
const BETWEEN = '\u{1F}';
const WRAPPED = '^(?:Nullable\\(|LowCardinality\\()*';
const ONE = new RegExp(
  `${WRAPPED}(?:String|FixedString|U?Int|Float|Decimal|Date|UUID|Enum|IPv|Bool)`,
);
const LIST = new RegExp(`^Array\\((?:String|LowCardinality\\(String)`);

export interface TextColumns {
  readonly fields: readonly Field[];
  /** What stands for `{columns}` in the declaration. */
  readonly columns: string;
}

/** `undefined` where nothing can be made text. */
export function textColumns(fields: readonly Field[]): TextColumns | undefined {
  const wanted = fields
    .filter(({ name, type }) => isQuotable(name) && (ONE.test(type) || LIST.test(type)))
    .slice(0, MOST_COLUMNS);
  if (wanted.length === 0) return undefined;
  const columns = wanted.map(({ name, type }) => {
    const text = LIST.test(type)
      ? `arrayStringConcat(\`${name}\`, '\\x1F')`
      : `toString(\`${name}\`)`;
    return `substring(${text}, 1, ${LONGEST})`;
  });
  return { fields: wanted, columns: columns.join(', ') };
}

export function textRows({ fields }: TextColumns, rows: readonly (readonly string[])[]): Row[] {
  return rows.map((row) =>
    Object.fromEntries(
      fields.map(({ name, type }, at): [string, Cell] => {
        const text = row[at] ?? '';
        return [name, LIST.test(type) ? text.split(BETWEEN) : text];
      }),
    ),
  );
}
