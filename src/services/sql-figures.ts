/**
 * Figures that a server in SQL counts itself, so that no row leaves it: how many rows, how many different people by the
 * column that tells them apart, from when to when. Exact where the table is small; of a large one the statistics that
 * the server keeps anyway, and the two ends of an index. The session's time-outs hold for each statement.
 */
import type { Listed } from '../data/item.ts';
import { identifyingName } from '../data/people.ts';
import { momentOf, timeColumn } from '../data/time-column.ts';
import { about, exactly } from '../model/inventory.ts';
import { isQuotable } from './inventory.ts';
import type { SqlTable } from './sql-tables.ts';

/** So many rows are counted at most; the statement itself stops there. */
const MOST_COUNTED = 50_000;
/** Of a table that the server says is larger nothing is counted. */
const MOST_BYTES = 64 * 1024 * 1024;

type Quoted = (name: string) => string;

/** Statements that name schema, table and columns, with the quotes of their dialect. */
export interface FigureStatements {
  readonly tallies: Readonly<Record<'both' | 'people' | 'time' | 'rows', string>>;
  readonly ends: string;
  /** How many different values a column has by the server's statistics. */
  readonly distinct: string;
  /** Has a row where an index begins with the column. */
  readonly indexed: string;
}

/** The statements that are one in all dialects but for the quotes. */
export function tallies(quoted: Quoted): Pick<FigureStatements, 'tallies' | 'ends'> {
  const column = quoted('{identifier}');
  const table = `${column}.${column}`;
  const tally = (figures: string, columns: string): string =>
    `SELECT COUNT(*)${figures} FROM (SELECT ${columns} FROM ${table} LIMIT ${MOST_COUNTED + 1}) AS few`;
  const people = `, COUNT(DISTINCT ${column})`;
  const time = `, MIN(${column}), MAX(${column})`;
  return {
    tallies: {
      both: tally(people + time, `${column}, ${column}`),
      people: tally(people, column),
      time: tally(time, column),
      rows: tally('', '1'),
    },
    ends: `SELECT MIN(${column}), MAX(${column}) FROM ${table}`,
  };
}

export function figureLists({
  tallies: counts,
  ends,
  distinct,
  indexed,
}: FigureStatements): string[] {
  return [...Object.values(counts), ends, distinct, indexed];
}

function filled(template: string, ...names: readonly string[]): string {
  return names.reduce((text, name) => text.replace('{identifier}', () => name), template);
}

type Ask = (sql: string) => Promise<readonly (string | null)[] | undefined>;
type Figures = Pick<Listed, 'rows' | 'people' | 'span'>;

/** `ask` gives the first row of an answer, and nothing where the server refused or gave up. */
export async function figuresOf(
  { schema, name, fields, bytes }: SqlTable,
  statements: FigureStatements,
  ask: Ask,
): Promise<Figures> {
  const named = fields.filter((field) => isQuotable(field.name));
  const person = identifyingName(named.map((field) => field.name));
  const time = timeColumn(named)?.name;
  const place = [schema, name] as const;
  if ((bytes.value ?? 0) <= MOST_BYTES) {
    const counted = await count(statements, { person, time }, place, ask);
    if (counted) return counted;
  }
  return largeFigures(statements, { person, time }, place, ask);
}

interface Wanted {
  readonly person: string | undefined;
  readonly time: string | undefined;
}

async function count(
  { tallies: by }: FigureStatements,
  { person, time }: Wanted,
  place: readonly [string, string],
  ask: Ask,
): Promise<Figures | undefined> {
  const columns = [person, time].filter((column) => column !== undefined);
  const whole = person === undefined ? 'time' : time === undefined ? 'people' : 'both';
  const template = columns.length === 0 ? by.rows : by[whole];
  const ends = time === undefined ? [] : [time];
  const row = await ask(filled(template, ...columns, ...ends, ...columns, ...place));
  const rows = wholeOf(row?.[0]);
  if (rows === undefined || rows > MOST_COUNTED) return undefined;
  return { rows: exactly(rows), ...inTally({ person, time }, row?.slice(1) ?? []) };
}

function inTally({ person, time }: Wanted, row: readonly (string | null)[]): Figures {
  const people = person === undefined ? undefined : wholeOf(row[0]);
  const span = time === undefined ? undefined : spanOf(time, row.slice(-2));
  return {
    ...(people !== undefined && people > 0 && { people: exactly(people) }),
    ...(span && { span }),
  };
}

async function largeFigures(
  { ends, distinct, indexed }: FigureStatements,
  { person, time }: Wanted,
  place: readonly [string, string],
  ask: Ask,
): Promise<Figures> {
  const known = person === undefined ? undefined : await ask(filled(distinct, ...place, person));
  const people = wholeOf(known?.[0]);
  const isCheap = time !== undefined && (await ask(filled(indexed, ...place, time))) !== undefined;
  const span = isCheap ? spanOf(time, await ask(filled(ends, time, time, ...place))) : undefined;
  return {
    ...(people !== undefined && people > 0 && { people: about(people) }),
    ...(span && { span }),
  };
}

function wholeOf(text: string | null | undefined): number | undefined {
  return /^\d{1,15}$/.test(text ?? '') ? Number(text) : undefined;
}

function spanOf(field: string, ends: readonly (string | null)[] | undefined): Listed['span'] {
  const [from, to] = (ends ?? []).map(momentOf);
  return from !== undefined && to !== undefined ? { field, from, to } : undefined;
}
