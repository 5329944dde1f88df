/** People affected, as a range: what must be so at least, and what cannot be exceeded. */
import type { Ledger } from '../../model/ledger.ts';
import type { Largest } from './visit-draft.ts';

/** What is known of a table from an inventory. */
export interface Holdings {
  readonly table: string;
  readonly rows: number;
  readonly people: number;
}

type Range = NonNullable<Ledger['people']>;

function atLeast({ rows, people }: Holdings, { plain }: Largest): number {
  if (plain === 0) return 0;
  // Whoever stands only in rows that were not read stands in one of them at least.
  return Math.max(1, people - Math.max(0, rows - plain));
}

function atMost({ people }: Holdings, read: Largest, isCovered: boolean): number {
  if (read.isOpen || !isCovered) return people;
  return Math.min(people, read.behind);
}

/**
 * `read` has an entry a table that foreign visits read. Of several tables, the same people may stand in each: at least
 * the most of one, at most all of them.
 */
export function peopleAffected(
  holdings: readonly Holdings[],
  read: ReadonlyMap<string, Largest>,
  isCovered: boolean,
): Range | null {
  if (holdings.length === 0) return null;
  const nothing: Largest = { plain: 0, behind: 0, isOpen: false };
  let low = 0;
  let high = 0;
  for (const each of holdings) {
    const found = read.get(each.table) ?? nothing;
    low = Math.max(low, atLeast(each, found));
    high += atMost(each, found, isCovered);
  }
  const how = isCovered
    ? 'at least: those who cannot be missing from the largest single answer; at most: one person a row that answers can rest on'
    : 'at least: those who cannot be missing from the largest single answer; at most: everybody in the tables, since the trails do not cover the whole exposure';
  return { low, high, how };
}
