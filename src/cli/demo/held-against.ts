/** Holds a ledger against what was really done: who came, what they were given, and what no trail can tell. */
import type { Actor, Deed } from '../../../lab/replay/replay.ts';
import { count } from '../../report/words.ts';
import type { Certainty, Ledger, Visit } from '../../model/ledger.ts';

export interface Line {
  readonly name: string;
  readonly address: string;
  readonly done: string;
  readonly says: string;
  /** Where the ledger differs from the truth. */
  readonly faults: readonly string[];
}

interface Sum {
  requests: number;
  rows: number;
  ram: number;
}

const READS: readonly Visit['level'][] = ['rows', 'bulk', 'destroyed'];

function sumOf(visits: readonly Visit[], table: string, certainty: Certainty): Sum {
  const sum = { requests: 0, rows: 0, ram: 0 };
  for (const each of visits.flatMap(({ tables }) => tables)) {
    if (each.table !== table || each.certainty !== certainty) continue;
    sum.requests += each.requests;
    sum.rows += each.rows ?? 0;
    sum.ram += each.bytes.find(({ kind }) => kind === 'ram')?.value ?? 0;
  }
  return sum;
}

function* provenFaults({ tables }: Deed, visits: readonly Visit[]): Generator<string> {
  const named = visits.flatMap((each) => each.tables);
  const proven = named.filter(({ certainty }) => certainty === 'proven').map(({ table }) => table);
  for (const table of new Set([...tables.keys(), ...proven])) {
    const given = tables.get(table) ?? { requests: 0, rows: 0, ram: 0 };
    const said = sumOf(visits, table, 'proven');
    for (const key of ['requests', 'rows', 'ram'] as const)
      if (given[key] !== said[key]) yield `${table}: ${key} ${said[key]}, in truth ${given[key]}`;
  }
}

/** Tables that nobody read. */
function* strayTables({ tables, hidden }: Deed, visits: readonly Visit[]): Generator<string> {
  for (const { table } of visits.flatMap((each) => each.tables))
    if (!tables.has(table) && !hidden.has(table)) yield `${table}: was never read`;
}

/** What was kept out of query_log can only be bounded, and only where another trail has it. */
function* hiddenFaults(
  { hidden }: Deed,
  visits: readonly Visit[],
  canBeSeen: boolean,
): Generator<string> {
  for (const [table, given] of hidden) {
    const { requests, rows } = sumOf(visits, table, 'bounded');
    if (requests !== (canBeSeen ? given.requests : 0))
      yield `${table}: ${requests} hidden requests, in truth ${given.requests}`;
    if (canBeSeen && rows < given.rows)
      yield `${table}: at most ${rows} hidden rows, in truth ${given.rows}`;
  }
}

function* visitFaults(deed: Deed, visits: readonly Visit[], seen: number): Generator<string> {
  const requests = visits.reduce((sum, each) => sum + each.requests, 0);
  if (requests !== seen) yield `${requests} requests, in truth ${seen}`;
  if (visits.some(({ actor }) => actor.class !== deed.kind)) yield `not marked as ${deed.kind}`;
  const tookRows = [...deed.tables.values(), ...deed.hidden.values()].some(({ rows }) => rows > 0);
  const wasRead = visits.some(({ level }) => READS.includes(level));
  if (seen > 0 && tookRows !== wasRead) yield `level ${visits.map(({ level }) => level).join()}`;
  // ClickHouse counts its memory; to call that the answer's size would be wrong.
  if (visits.some(({ total }) => total.bytes.some(({ kind }) => kind !== 'ram')))
    yield 'bytes of a kind that no trail counts';
}

function doneBy({ tables, hidden, queries, pages }: Deed): string {
  const rows = [...tables.values()].reduce((sum, each) => sum + each.rows, 0);
  const hid = [...hidden.values()].reduce((sum, each) => sum + each.rows, 0);
  return [
    count(queries, 'query', 'queries'),
    ...(pages > 0 ? [count(pages, 'page')] : []),
    ...(rows > 0 ? [count(rows, 'row')] : []),
    ...(hid > 0 ? [`${count(hid, 'row')} hidden`] : []),
  ].join(', ');
}

function saidOf(visits: readonly Visit[]): string {
  const words = visits.flatMap(({ tables, level }) =>
    tables.length === 0
      ? [level]
      : tables.map(({ rows, certainty }) =>
          rows === null
            ? 'rows not known'
            : `${certainty === 'bounded' ? 'at most ' : ''}${count(rows, 'row')} ${certainty}`,
        ),
  );
  return words.join('; ') || 'nothing';
}

/** Whether some trail shows queries that `log_queries=0` kept out of `query_log`. */
const seesHidden = ({ sources }: Ledger): boolean =>
  sources.some(({ kind }) => kind === 'clickhouse-server-log');

export function heldAgainst(deeds: readonly Deed[], ledger: Ledger): Line[] {
  const canBeSeen = seesHidden(ledger);
  return deeds.map((deed) => {
    const { name, address, queries, kept } = deed;
    const visits = ledger.visits.filter((each) => each.address === address);
    const faults = [
      ...visitFaults(deed, visits, canBeSeen ? queries : queries - kept),
      ...provenFaults(deed, visits),
      ...strayTables(deed, visits),
      ...hiddenFaults(deed, visits, canBeSeen),
    ];
    return { name, address, done: doneBy(deed), says: saidOf(visits), faults };
  });
}

/** Addresses that the ledger shows and nobody came from. */
export function invented(deeds: readonly Pick<Actor, 'address'>[], { visits }: Ledger): string[] {
  const came = new Set(deeds.map(({ address }) => address));
  return visits
    .filter(({ address, actor }) => actor.class !== 'owner' && !came.has(address ?? ''))
    .map(({ address }) => address ?? 'nobody in particular');
}

/** What the ledger leaves open, in its own figures beside the true ones. */
export function* unknowable(deeds: readonly Deed[], ledger: Ledger): Generator<string> {
  for (const visit of ledger.visits) {
    yield* unproven(deeds, visit);
    const { address, actor } = visit;
    if (actor.class === 'research-scanner')
      yield `Whether ${address} is ${actor.organisation ?? 'who it says'}: ${actor.basis}.`;
  }
  yield* beyondQueries(deeds, ledger);
  for (const { from, to, reason } of ledger.coverage?.gaps ?? [])
    yield `What happened from ${from} to ${to}: ${reason}.`;
  const { low, high } = ledger.people ?? { low: null, high: null };
  yield `How many people: ${low === null ? 'no inventory counts them' : `at least ${low}, at most ${high ?? 'not known'}`}.`;
  yield 'Who stands behind an address, and what was done with the rows afterwards.';
}

function* unproven(deeds: readonly Deed[], { address, tables }: Visit): Generator<string> {
  for (const { table, rows, certainty } of tables) {
    if (certainty === 'proven') continue;
    const truth = deeds.find((each) => each.address === address)?.hidden.get(table)?.rows;
    const most = rows === null ? 'no trail bounds them' : `at most ${count(rows, 'row')}`;
    const told = truth === undefined ? '' : ` (in truth ${truth.toLocaleString('en')})`;
    yield `How many rows of ${table} ${address} was given: ${most}${told}.`;
  }
}

function* beyondQueries(deeds: readonly Deed[], { visits }: Ledger): Generator<string> {
  const payload = deeds.reduce((sum, each) => sum + each.payload, 0);
  const kinds = visits.flatMap(({ total }) => total.bytes.map(({ kind }) => kind));
  if (kinds.every((kind) => kind === 'ram'))
    yield `How many bytes left: no trail here counts them (in truth ${payload.toLocaleString('en')} bytes of answers).`;
  const pages = deeds.reduce((sum, each) => sum + each.pages, 0);
  if (pages > 0)
    yield `Who only fetched a page: ${count(pages, 'such request')} left no query behind.`;
}
