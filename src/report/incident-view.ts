/** What every export of an incident is made from: the journal, the ledger and the score, all checked when they were read. */
import type { CaseEntry, CaseEvent, IncidentScore } from '../model/case.ts';
import type { Ledger, Level, Visit } from '../model/ledger.ts';
import { count } from './words.ts';

export interface IncidentView {
  readonly entries: readonly CaseEntry[];
  readonly head: string;
  readonly ledger: Ledger | undefined;
  readonly score: IncidentScore | undefined;
  /** One sentence an entry. */
  readonly tell: (event: CaseEvent) => string;
  readonly made: Date;
}

type EventOf<K extends CaseEvent['kind']> = Extract<CaseEvent, { kind: K }>;

export function eventsIn<K extends CaseEvent['kind']>(view: IncidentView, kind: K): EventOf<K>[] {
  return view.entries
    .map(({ event }) => event)
    .filter((event): event is EventOf<K> => event.kind === kind);
}

/** What a person wrote last, or nothing. */
export function filledIn(view: IncidentView, field: string): EventOf<'filled'> | undefined {
  return eventsIn(view, 'filled').findLast((each) => each.field === field);
}

export function assetOf(view: IncidentView): string {
  return eventsIn(view, 'opened')[0]?.asset ?? '';
}

/** When the case was opened; an export of the same journal bears the same times. */
export function openedAt({ entries, made }: IncidentView): Date {
  return new Date(entries[0]?.at ?? made);
}

/** When it was first open or first visited, as far as anything tells; else when the case was opened. */
export function beganAt(view: IncidentView): Date {
  const told = eventsIn(view, 'opened')[0]?.window?.firstOpen;
  const times = [told, ...foreignVisits(view).map(({ span }) => span.from)];
  const known = times.map((time) => Date.parse(time ?? '')).filter((time) => !Number.isNaN(time));
  return known.length === 0 ? openedAt(view) : new Date(known.reduce((a, b) => Math.min(a, b)));
}

const NOTICE_HOURS = 72;
const HOUR = 3_600_000;

/** When the hours of https://gdpr-info.eu/art-33-gdpr/ end, counted from the opening of the case. */
export function noticeOf(opened: Date): { readonly hours: number; readonly until: Date } {
  return { hours: NOTICE_HOURS, until: new Date(opened.getTime() + NOTICE_HOURS * HOUR) };
}

export function lastChange({ entries, made }: IncidentView): Date {
  return new Date(entries.at(-1)?.at ?? made);
}

/** Research scanners are strangers too: they are marked, and never left out. */
export function foreignVisits({ ledger }: IncidentView): Visit[] {
  return (ledger?.visits ?? []).filter(({ actor }) => actor.class !== 'owner');
}

const DATA_LEFT: ReadonlySet<Level> = new Set(['rows', 'bulk', 'destroyed']);

export function reachedData({ level }: Visit): boolean {
  return DATA_LEFT.has(level);
}

/** What the ledger proves of a visit, in a line of our own words. */
export function takenBy({ level, total, requests }: Visit): string {
  return `${level}; ${count(requests, 'request')}; rows ${total.rows ?? 'not known'} (${total.certainty})`;
}
