/** What the ledger tells in the incident report: who came when, by what tactic, and what the record itself may lack. */
import type { Ledger, Level, Visit } from '../model/ledger.ts';
import {
  detail,
  item,
  known,
  ours,
  paragraph,
  section,
  topic,
  type Block,
} from './incident-prose.ts';
import { eventsIn, foreignVisits, reachedData, type IncidentView } from './incident-view.ts';
import { count } from './words.ts';

/** Tactics as https://attack.mitre.org/tactics/enterprise/ names them, by how far a visit got. */
const TACTICS: Readonly<Record<Level, string>> = {
  refused: 'reconnaissance',
  connected: 'reconnaissance',
  metadata: 'discovery',
  rows: 'collection',
  bulk: 'exfiltration',
  destroyed: 'impact',
};
const MOST_ON_TIMELINE = 200;

type Amount = Visit['total'];

/** Rows, with the word that says how sure they are: unknown is said, and is not zero. */
function rowsOf({ rows, certainty }: Amount) {
  if (rows === null) return ours('rows not known');
  return ours(
    `${certainty === 'bounded' && rows > 0 ? 'at most ' : ''}${count(rows, 'row')} (${certainty})`,
  );
}

interface Moment {
  readonly at: string;
  readonly block: Block;
}

function visitMoments(view: IncidentView): Moment[] {
  const visits = foreignVisits(view).toSorted((a, b) => a.span.from.localeCompare(b.span.from));
  const shown = visits.filter((visit, at) => at === 0 || reachedData(visit));
  return shown.slice(0, MOST_ON_TIMELINE).map((visit, at) => {
    const { id, address, span, level, total } = visit;
    const phase = ours(at === 0 ? 'initial access as far as seen' : TACTICS[level]);
    const from = known(address, 'an unknown address');
    return {
      at: span.from,
      block: item`${ours(span.from)} ${phase}: visit ${id} from ${from}: ${ours(level)}, ${rowsOf(total)}`,
    };
  });
}

/** Visits among the entries of the journal: what was done to the store, and what was done about it. */
export function* timeline(view: IncidentView): Generator<Block> {
  yield section`Timeline`;
  const response = view.entries.map(({ at, event }): Moment => {
    const phase = ours(event.kind === 'opened' ? 'detection' : 'response');
    return { at, block: item`${ours(at)} ${phase}: ${view.tell(event)}` };
  });
  const moments = [...visitMoments(view), ...response].toSorted((a, b) => a.at.localeCompare(b.at));
  for (const { block } of moments) yield block;
}

/** By tactic: what the findings opened, and how many came how far. */
export function* methodology(view: IncidentView): Generator<Block> {
  yield section`Attack methodology`;
  const [opened] = eventsIn(view, 'opened');
  const [door] = opened?.findings ?? [];
  if (door) yield item`initial access: ${door.title}`;
  const visits = foreignVisits(view);
  for (const tactic of new Set(Object.values(TACTICS))) {
    const such = visits.filter(({ level }) => TACTICS[level] === tactic);
    if (such.length > 0) yield item`${ours(tactic)}: ${ours(count(such.length, 'visit'))}`;
  }
  const kinds = new Set((view.ledger?.suspicions ?? []).map(({ kind }) => kind));
  for (const kind of kinds) yield item`defence evasion, if it was meant: ${kind}`;
}

/** Each visit with what it took of each table. */
export function* visitsTold({ ledger }: IncidentView): Generator<Block> {
  for (const visit of ledger?.visits ?? []) {
    const { id, address, span, level, actor, total, tables } = visit;
    const from = known(address, 'an unknown address');
    yield item`visit ${id} from ${from}, ${ours(span.from)} to ${ours(span.to)}: ${ours(level)}, ${ours(actor.class)}; ${rowsOf(total)}`;
    for (const each of tables)
      yield detail`${each.table}: ${rowsOf(each)} in ${ours(count(each.requests, 'request'))}`;
  }
}

/** Addresses that reached data, and what their requests look like. */
export function* signsOfVisits(view: IncidentView): Generator<Block> {
  const visits = foreignVisits(view).filter(reachedData);
  const addresses = new Set(visits.map(({ address }) => address ?? 'not recorded'));
  if (addresses.size > 0) yield topic`network`;
  for (const address of addresses) yield item`${address}`;
  const behaviours = new Set(foreignVisits(view).flatMap(({ signatures }) => signatures));
  if (behaviours.size > 0) yield topic`behaviour`;
  for (const behaviour of behaviours) yield item`${behaviour}`;
}

/** What may have been kept out of the record, or wiped from it. */
export function* record(ledger: Ledger | undefined): Generator<Block> {
  if (!ledger || ledger.suspicions.length === 0) return;
  yield topic`the record itself`;
  yield paragraph`Something may have been kept out of it, or wiped:`;
  for (const { source, at, evidence, innocent } of ledger.suspicions)
    yield item`${at === null ? ours('at a time not known') : ours(at)} (${source}): ${evidence}. Innocent, if ${innocent}`;
}
