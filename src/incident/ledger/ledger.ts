/** The ledger: from any number of trails to who came, what they took, how sure that is, and what cannot be known. */
import { createHash } from 'node:crypto';
import { type Certainty, Ledger, Visit } from '../../model/ledger.ts';
import type { TrailEvent } from '../trails/event.ts';
import type { TrailKind } from '../trails/kind.ts';
import type { Tracker } from '../trails/tracker.ts';
import { Actors } from './actors.ts';
import { coverageOf, type Recorded, type Window } from './coverage.ts';
import { type Holdings, peopleAffected } from './people.ts';
import { CERTAINTIES, merge, requestsOf, resolve, type Sum, type Sums } from './sums.ts';
import { crossChecks, hidden, type Suspicion, suspicion } from './suspicions.ts';
import { type Largest, tableIn, type VisitDraft } from './visit-draft.ts';
import { VisitBook } from './visits.ts';

export interface LedgerOptions {
  readonly window: Window | undefined;
  /** Networks of the owner, as `CIDR` or `CIDR=label`. */
  readonly known: readonly string[];
  readonly holdings: readonly Holdings[];
  /** Seconds that the clocks of the logs run ahead. */
  readonly clockOffset: number | null;
}

type Amount = Visit['total'];
type Source = Ledger['sources'][number];

/** Nightlatch samples a few rows; whoever takes more in one request has borrowed its name. */
const OWN_MOST_ROWS = 1000;
/** query_log writes whole seconds. */
const RESOLUTION = 1000;
const LEVELS = ['destroyed', 'bulk', 'rows', 'metadata', 'connected', 'refused'];

const iso = (at: number): string => new Date(at).toISOString();

function furthestFirst(a: Visit, b: Visit): number {
  const byLevel = LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level);
  return byLevel === 0 ? a.span.from.localeCompare(b.span.from) : byLevel;
}

function bytesOf(sum: Pick<Sum, 'ram' | 'payload' | 'wire'>): Amount['bytes'] {
  return (['ram', 'payload', 'wire'] as const).flatMap((kind) =>
    sum[kind] > 0 ? [{ kind, value: sum[kind] }] : [],
  );
}

function amountOf(certainty: Certainty, sum: Sum): Amount {
  const isKnown = certainty !== 'unbounded' && sum.rowless === 0;
  return { rows: isKnown ? sum.rows : null, bytes: bytesOf(sum), certainty };
}

/** Rows as far as every request's are known; bytes of each kind as the trail that shows most of them counts. */
function totalOf(visit: VisitDraft): Amount {
  const sums = resolve(visit.totals);
  const reads = CERTAINTIES.filter((certainty) => (sums[certainty]?.requests ?? 0) > 0);
  const certainty = reads.at(-1) ?? (Object.keys(sums).length > 0 ? 'bounded' : 'proven');
  const known = reads.every((each) => each !== 'unbounded' && sums[each]?.rowless === 0);
  const rows = reads.reduce((all, each) => all + (sums[each]?.rows ?? 0), 0);
  const bytes = { ram: 0, payload: 0, wire: 0 };
  for (const kind of visit.totals.values())
    for (const key of ['ram', 'payload', 'wire'] as const)
      bytes[key] = Math.max(
        bytes[key],
        Object.values(kind).reduce((all, sum) => all + sum[key], 0),
      );
  const isRead = reads.length > 0 || visit.level === 'refused' || visit.level === 'metadata';
  return { rows: known && isRead ? rows : null, bytes: bytesOf(bytes), certainty };
}

function tablesOf(tables: Iterable<[string, Sums]>): Visit['tables'] {
  const list: Visit['tables'] = [];
  for (const [table, sums] of tables)
    for (const certainty of CERTAINTIES) {
      const sum = sums[certainty];
      if (sum && sum.requests > 0)
        list.push({ table: tableIn(table), requests: sum.requests, ...amountOf(certainty, sum) });
    }
  return list.toSorted((a, b) => (b.rows ?? 0) - (a.rows ?? 0) || a.table.localeCompare(b.table));
}

export class LedgerMaker {
  readonly #options: LedgerOptions;
  readonly #book = new VisitBook();
  readonly #actors: Actors;
  readonly #sources: Source[] = [];
  readonly #recorded: Recorded[] = [];
  readonly #suspicions: Suspicion[] = [];
  #own = 0;

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#actors = new Actors(options.known);
  }

  /** Takes one event of a source. */
  add(source: string, found: TrailEvent, kind: TrailKind): void {
    const tooMuch = (found.rows ?? 0) > OWN_MOST_ROWS;
    if (found.own && !tooMuch) {
      this.#own += found.requests;
      return;
    }
    if (found.own) {
      const evidence = `a request bears Nightlatch's name and took ${found.rows} rows; it was not left out`;
      this.#suspicions.push(
        suspicion({ kind: 'claims-to-be-nightlatch', at: found.at, evidence }, source),
      );
    }
    this.#book.add(found, kind, source);
  }

  /** What a source said about itself, once it has been read. */
  source(id: string, says: string, kind: TrailKind, tracker: Tracker): void {
    const { first, last, lines, damagedLines, namesReaders } = tracker;
    const hasSpan = first !== undefined && last !== undefined;
    this.#sources.push({
      id,
      says,
      lines,
      damaged: damagedLines,
      recordsReads: namesReaders,
      kind: kind.id,
      span: hasSpan ? { from: iso(first), to: iso(last) } : null,
      clockOffset: this.#options.clockOffset,
    });
    const gaps = tracker.gaps();
    if (hasSpan)
      this.#recorded.push({ id, from: first, to: last, recordsReads: namesReaders, gaps });
    for (const each of tracker.suspicions) this.#suspicions.push(suspicion(each, id));
    for (const { from, to } of gaps) {
      const evidence = `no line from ${iso(from)} to ${iso(to)}, far longer than usual`;
      this.#suspicions.push(suspicion({ kind: 'silent-stretch', at: from, evidence }, id));
    }
  }

  make(now: number): Ledger {
    const drafts = [...this.#book.all()];
    const visits = drafts.map((draft) => ({ draft, visit: this.#visit(draft) }));
    const foreign = visits
      .filter(({ visit }) => visit.actor.class !== 'owner')
      .map(({ draft }) => draft);
    for (const draft of drafts) this.#check(draft);
    if (this.#book.crowded > 0) {
      const evidence = `${this.#book.crowded} events are of addresses beyond the first 50,000 visits, and are kept together`;
      this.#suspicions.push(suspicion({ kind: 'too-many-addresses', at: null, evidence }, 'all'));
    }
    const { window, holdings } = this.#options;
    const coverage = window ? coverageOf(this.#recorded, window) : null;
    const rest = Ledger.omit({ visits: true }).parse({
      schema: 'nightlatch/ledger/1',
      made: iso(now),
      sources: this.#sources,
      tables: tablesOf(sumTables(foreign)),
      coverage,
      suspicions: this.#suspicions,
      people: peopleAffected(
        holdings,
        largestOf(foreign),
        coverage !== null && coverage.share === 1,
      ),
      own: { requests: this.#own },
    });
    // Each was checked as it was made: all together would stand in memory twice.
    return { ...rest, visits: visits.map(({ visit }) => visit).toSorted(furthestFirst) };
  }

  #visit(draft: VisitDraft): Visit {
    const { address, from, to } = draft;
    return Visit.parse({
      id: createHash('sha256').update(`${address}\n${from}`).digest('hex').slice(0, 12),
      address,
      span: { from: iso(from), to: iso(to) },
      requests: Math.max(0, ...draft.requests.values()),
      users: [...draft.users],
      clients: [...draft.clients],
      level: draft.level,
      actor: this.#actors.markOf(address, draft.clients, from),
      tables: tablesOf([...draft.tables].map(([table, kinds]) => [table, resolve(kinds)])),
      total: totalOf(draft),
      signatures: [...draft.signs],
      sources: [...draft.sources],
    });
  }

  #check(draft: VisitDraft): void {
    const source = [...draft.sources].join(' ');
    const found = crossChecks(draft);
    const queryLog = this.#sources.filter(({ kind }) => kind === 'clickhouse-query-log');
    const inServer = draft.requests.get('clickhouse-server-log') ?? 0;
    const wasKept = queryLog.some(
      ({ span }) =>
        span && Date.parse(span.from) <= draft.from && Date.parse(span.to) + RESOLUTION >= draft.to,
    );
    if (inServer > 0 && wasKept && !draft.requests.has('clickhouse-query-log'))
      found.push(hidden(draft, inServer));
    if (draft.signs.has('log-switched-off'))
      found.push({
        kind: 'log-switched-off',
        at: draft.from,
        evidence: `a request of ${draft.address} turned a log off, or emptied one`,
      });
    for (const each of found) this.#suspicions.push(suspicion(each, source));
  }
}

function sumTables(drafts: readonly VisitDraft[]): Map<string, Sums> {
  const all = new Map<string, Sums>();
  for (const draft of drafts)
    for (const [table, kinds] of draft.tables) {
      const sums = resolve(kinds);
      if (requestsOf(sums) === 0) continue;
      const known = all.get(table) ?? {};
      merge(known, sums);
      all.set(table, known);
    }
  return all;
}

function largestOf(drafts: readonly VisitDraft[]): Map<string, Largest> {
  const all = new Map<string, Largest>();
  for (const { largest } of drafts)
    for (const [key, { plain, behind, isOpen }] of largest) {
      const known = all.get(tableIn(key));
      if (!known) all.set(tableIn(key), { plain, behind, isOpen });
      else {
        known.plain = Math.max(known.plain, plain);
        known.behind += behind;
        known.isOpen ||= isOpen;
      }
    }
  return all;
}
