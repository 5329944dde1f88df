/**
 * What a ClickHouse counts of a table itself: how many different people, from when to when. A column is read whole, so
 * the server gives up beyond a bound of bytes, time and memory rather than answering for a part.
 * https://clickhouse.com/docs/operations/settings/query-complexity
 */
import { identifyingName } from '../../data/people.ts';
import type { Listed } from '../../data/item.ts';
import { timeColumn } from '../../data/time-column.ts';
import { about, exactly, type Field } from '../../model/inventory.ts';
import { isQuotable } from '../inventory.ts';
import type { Answer } from './answer.ts';
import type { Ask, Table } from './listing.ts';

/** Of more rows than these the distinct values are estimated; https://clickhouse.com/docs/sql-reference/aggregate-functions/reference/uniq */
const MOST_EXACT = 1_000_000;

export const FIGURE_BOUNDS: Readonly<Record<string, number>> = {
  max_execution_time: 2,
  max_threads: 1,
  max_bytes_to_read: 256 * 1024 * 1024,
  max_memory_usage: 256 * 1024 * 1024,
};

const PLACE = 'FROM `{identifier}`.`{identifier}`';
const ENDS = ['min', 'max'].map((end) => `toString(toUInt32(${end}(\`{identifier}\`)))`).join(', ');

const FIGURES = {
  exact: `SELECT toString(uniqExact(\`{identifier}\`)) ${PLACE}`,
  estimated: `SELECT toString(uniq(\`{identifier}\`)) ${PLACE}`,
  ends: `SELECT ${ENDS} ${PLACE}`,
} as const;

export const figureStatements: readonly string[] = Object.values(FIGURES);

export function isFigure(sql: string): boolean {
  return /^SELECT toString\((?:uniq|toUInt32\()/.test(sql);
}

/** What may stand behind a statement: bounds on the native wire, and a format. */
const BEHIND = /(?: SETTINGS [\w =,]{1,300})?(?: FORMAT \w{1,40})?$/;
const LONGEST_FIGURE = 2000;

/** One of these statements and nothing else: however many rows it reads, it answers with a single one. */
export function answersWithOneRow(sql: string): boolean {
  if (sql.length > LONGEST_FIGURE) return false;
  const bare = sql.replace(BEHIND, '').replaceAll(/`[^`]{1,200}`/g, '`{identifier}`');
  return figureStatements.includes(bare);
}

function filled(template: string, ...names: readonly string[]): string {
  return names.reduce((text, name) => text.replace('{identifier}', () => name), template);
}

type Figures = Pick<Listed, 'people' | 'span'>;

export async function figuresOf(
  { database, name, fields, rows }: Table,
  ask: Ask,
): Promise<Figures> {
  const named = fields.filter((field) => isQuotable(field.name));
  const person = identifyingName(named.map((field) => field.name));
  const time = timeColumn(named);
  const isExact = (rows.value ?? 0) <= MOST_EXACT;
  const template = isExact ? FIGURES.exact : FIGURES.estimated;
  const counted = person !== undefined && (await ask(filled(template, person, database, name)));
  const people = counted ? peopleIn(counted, isExact) : undefined;
  const span =
    time && spanOf(time, await ask(filled(FIGURES.ends, time.name, time.name, database, name)));
  return { ...(people && { people }), ...(span && { span }) };
}

function peopleIn(answer: Answer, isExact: boolean): Listed['people'] {
  const count = 'rows' in answer ? (answer.rows[0]?.[0] ?? '') : '';
  if (!/^[1-9]\d{0,14}$/.test(count)) return undefined;
  return isExact ? exactly(Number(count)) : about(Number(count));
}

const SECOND = 1000;
const DAY = 86_400 * SECOND;

/** The ends come as numbers: days of a Date, seconds of a DateTime. */
function spanOf({ name, type }: Field, answer: Answer): Listed['span'] {
  const unit = /Date(?!Time)/.test(type) ? DAY : SECOND;
  const [from, to] = ('rows' in answer ? (answer.rows[0] ?? []) : []).map((text) => {
    return /^[1-9]\d{0,9}$/.test(text) ? new Date(Number(text) * unit).toISOString() : undefined;
  });
  return from !== undefined && to !== undefined ? { field: name, from, to } : undefined;
}
