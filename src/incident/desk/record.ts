/** What the store keeps of a case beside its journal and its visits; the evidence itself stays in the folder. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { CaseEntry } from '../../model/case.ts';
import { UsageError } from '../../model/errors.ts';
import { Ledger, Level, Visit } from '../../model/ledger.ts';
import { eventsOf, JOURNAL, ledgerOf, readCase } from '../case/case.ts';
import { Plan, readPlan } from '../contain/plan.ts';
import { INVENTORY } from './steps.ts';

export const CaseRecord = z.object({
  /** SHA-256 of the journal's last line. */
  head: z.string(),
  /** Why the folder is not believed any more; what stands here is from before. */
  fault: z.string().nullable(),
  /** Without its visits, which stand by themselves. */
  ledger: Ledger.omit({ visits: true }).nullable(),
  visits: z.int(),
  /** Visits of strangers, scanners among them, by how far they got. */
  strangers: z.partialRecord(Level, z.int()),
  /** The first visit of each kind of actor and level: all that a score rests on. */
  notable: z.array(Visit),
  plans: z.array(Plan),
  /** Whether what was inside is known by name and number: then people can be counted. */
  inventory: z.boolean(),
});
export type CaseRecord = z.infer<typeof CaseRecord>;

export interface ReadFolder {
  readonly folder: string;
  readonly id: string;
  readonly key: string;
  readonly asset: string;
  readonly opened: string;
  readonly openedBy: string | null;
  readonly record: CaseRecord;
  readonly entries: readonly CaseEntry[];
  readonly visits: readonly Visit[];
  /** SHA-256 of the ledger. */
  readonly ledger: string | null;
}

/** Checks all of it; what does not hold is a `ChainError`. */
export function readFolder(folder: string): ReadFolder {
  const found = readCase(folder);
  const { opened, entries, head } = found;
  const { visits, ...rest } = ledgerOf(found) ?? { visits: [], schema: undefined };
  return {
    folder,
    id: opened.case,
    key: opened.key,
    asset: opened.asset,
    opened: entries[0]?.at ?? '',
    openedBy: opened.by ?? null,
    entries,
    visits,
    ledger: eventsOf(entries, 'ledger').at(-1)?.sha256 ?? null,
    record: {
      head,
      fault: null,
      ledger: rest.schema === undefined ? null : rest,
      visits: visits.length,
      strangers: strangersIn(visits),
      notable: notableOf(visits),
      plans: plansOf(folder, entries),
      inventory: existsSync(join(folder, INVENTORY)),
    },
  };
}

/** Of a folder that was never believed. */
export const NOTHING_KNOWN: CaseRecord = {
  head: '',
  fault: null,
  ledger: null,
  visits: 0,
  strangers: {},
  notable: [],
  plans: [],
  inventory: false,
};

/** Changes whenever the journal goes on; everything else in the folder is named by an entry of it. */
export function markOf(folder: string): string | undefined {
  const there = statSync(join(folder, JOURNAL), { throwIfNoEntry: false });
  return there && `${there.size} ${Math.trunc(there.mtimeMs)}`;
}

function strangersIn(visits: readonly Visit[]): CaseRecord['strangers'] {
  const counts: CaseRecord['strangers'] = {};
  for (const { actor, level } of visits)
    if (actor.class !== 'owner') counts[level] = (counts[level] ?? 0) + 1;
  return counts;
}

function notableOf(visits: readonly Visit[]): Visit[] {
  const first = new Map<string, Visit>();
  for (const visit of visits) {
    const kind = `${visit.actor.class} ${visit.level}`;
    if (!first.has(kind)) first.set(kind, visit);
  }
  return [...first.values()];
}

/** A plan that only another version can do is left to that version. */
function plansOf(folder: string, entries: readonly CaseEntry[]): Plan[] {
  const ids = new Set(eventsOf(entries, 'planned').map(({ plan }) => plan));
  return [...ids].flatMap((id) => {
    try {
      return [readPlan(folder, id).plan];
    } catch (error) {
      if (error instanceof UsageError) return [];
      throw error;
    }
  });
}
