import type { Ledger, Visit } from '../model/ledger.ts';
import { forTerminal } from './escape.ts';
import { padded } from './layout.ts';

const SHOWN_VISITS = 40;
const BAND = 60;

const day = (iso: string): string => iso.slice(0, 16).replace('T', ' ');
const many = (count: number, word: string): string =>
  `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;

const CERTAINTY = { proven: '', bounded: 'at most ', unbounded: 'at least ' } as const;

/** Rows, with the word that says how sure they are; unknown is said, and is not zero. */
function rowsOf({ rows, certainty }: Visit['total']): string {
  if (rows === null) return 'rows not recorded';
  return `${CERTAINTY[certainty]}${many(rows, 'row')}`;
}

const BYTES = { ram: 'in memory', payload: 'answered', wire: 'on the network' } as const;

function amount(total: Visit['total']): string {
  const bytes = total.bytes.map(
    ({ kind, value }) => `${value.toLocaleString('en')} bytes ${BYTES[kind]}`,
  );
  return [rowsOf(total), ...bytes].join(', ');
}

/** One character a stretch of the window: `#` covered, `.` not. */
function band({ window, covered }: NonNullable<Ledger['coverage']>): string {
  const from = Date.parse(window.from);
  const step = (Date.parse(window.to) - from) / BAND;
  const spans = covered.map((span) => [Date.parse(span.from), Date.parse(span.to)] as const);
  return Array.from({ length: BAND }, (_none, at) => {
    const middle = from + step * (at + 0.5);
    return spans.some(([start, end]) => start <= middle && middle < end) ? '#' : '.';
  }).join('');
}

function* coverage(ledger: Ledger): Generator<string> {
  const { coverage: found } = ledger;
  if (!found) {
    yield 'Coverage: no window was given (--window FROM..TO), so nothing is said of the time that no trail shows.\n';
    return;
  }
  const percent = Math.floor(found.share * 1000) / 10;
  yield `Coverage: for ${percent} % of ${day(found.window.from)} to ${day(found.window.to)} a trail would have recorded who reads.\n`;
  yield `  ${band(found)}\n`;
  for (const { from, to, reason } of found.gaps)
    yield `  ${day(from)} to ${day(to)}: nothing can be said; ${reason}.\n`;
}

function* visit(found: Visit): Generator<string> {
  const { address, span, level, actor, requests, tables, signatures, clients } = found;
  const mark =
    actor.class === 'unknown'
      ? ''
      : `  ${actor.class}: ${actor.organisation ?? ''} (${actor.basis})`;
  yield `${padded(level, 10)} ${padded(address ?? 'address not recorded', 20)} ${day(span.from)} to ${day(span.to)}  ${many(requests, 'request')}${mark}\n`;
  yield `           ${amount(found.total)}\n`;
  for (const table of tables)
    yield `           ${table.table}: ${amount(table)} in ${many(table.requests, 'request')}\n`;
  if (clients.length > 0) yield `           called itself ${clients.join(', ')}\n`;
  if (signatures.length > 0) yield `           looks like ${signatures.join(', ')}\n`;
}

function* lines(ledger: Ledger): Generator<string> {
  const { sources, visits, suspicions, people, own } = ledger;
  yield `${many(sources.length, 'trail')}, ${many(visits.length, 'visit')}\n`;
  for (const { id, kind, says, lines: read, damaged, recordsReads, span } of sources) {
    const when = span ? `${day(span.from)} to ${day(span.to)}` : 'no time in it';
    const records = recordsReads ? '' : '; does not record who reads';
    const broken = damaged > 0 ? `; ${many(damaged, 'line')} could not be read` : '';
    yield `  ${id} ${kind} ${says}: ${many(read, 'line')}, ${when}${records}${broken}\n`;
  }
  yield '\n';
  yield* coverage(ledger);
  yield '\n';
  for (const each of visits.slice(0, SHOWN_VISITS)) yield* visit(each);
  if (visits.length > SHOWN_VISITS)
    yield `… and ${many(visits.length - SHOWN_VISITS, 'visit')} more: --format json or csv has them all\n`;
  if (visits.length === 0) yield 'These trails show no visit in the time that they cover.\n';
  if (people)
    yield `\nPeople affected: ${people.low} to ${people.high ?? 'unknown'} (${people.how})\n`;
  if (own.requests > 0) yield `\n${many(own.requests, 'request')} of Nightlatch itself left out\n`;
  if (suspicions.length > 0) yield '\nWhat may be missing from the record:\n';
  for (const { kind, source, at, evidence, innocent } of suspicions)
    yield `  ${kind} (${source}${at === null ? '' : `, ${day(at)}`}): ${evidence}. Innocent if ${innocent}.\n`;
}

/** The ledger for a terminal. It says what which trail shows for how much of the time, and never that nothing happened. */
export function* ledgerTerminal(ledger: Ledger): Generator<string> {
  for (const line of lines(ledger)) yield `${forTerminal(line.slice(0, -1))}\n`;
}
