/**
 * Who came, what they took and how sure that is: what `case trails` writes and a case's report reads.
 * Proven, bounded and unbounded amounts stand side by side and are never added up: a query log that counts rows, a
 * network counter that cannot be exceeded, and nothing at all are three different kinds of answer.
 */
import { z } from 'zod';

/** RAM for the result (ClickHouse `result_bytes`), the answer's own bytes, or bytes on the network with all headers. */
export const BytesKind = z.enum(['ram', 'payload', 'wire']);

export const Certainty = z.enum(['proven', 'bounded', 'unbounded']);
export type Certainty = z.infer<typeof Certainty>;

const Count = z.int().nonnegative();
const Span = z.object({ from: z.iso.datetime(), to: z.iso.datetime() });

/** Absent rows or bytes are not known; they are not zero. */
const Amount = z.object({
  rows: Count.nullable(),
  bytes: z.array(z.object({ kind: BytesKind, value: Count })),
  certainty: Certainty,
});

/** A log, table or counter that was read. */
const Source = z.object({
  id: z.string(),
  /** As `clickhouse-query-log`, `nginx-access`. */
  kind: z.string(),
  /** Where it was found, cleaned. */
  says: z.string(),
  span: Span.nullable(),
  /** Whether it would have recorded the address of whoever reads successfully. */
  recordsReads: z.boolean(),
  lines: Count,
  damaged: Count,
  /** Seconds that its clock runs ahead of ours, where that is known. */
  clockOffset: z.number().nullable(),
});

/** How far a visitor got, least first. */
export const Level = z.enum(['refused', 'connected', 'metadata', 'rows', 'bulk', 'destroyed']);
export type Level = z.infer<typeof Level>;

/** A mark beside a visit; it never takes the visit out of the count. */
const Actor = z.object({
  class: z.enum(['owner', 'research-scanner', 'unknown']),
  organisation: z.string().nullable(),
  /** What the mark rests on: a published range, a user agent that anybody can claim. */
  basis: z.string(),
  /** The day of the list, where it rests on one. */
  listed: z.string().nullable(),
});

const TableRead = Amount.extend({
  /** As the store names it, redacted where the name is personal. */
  table: z.string(),
  requests: Count,
});

export const Visit = z.object({
  id: z.string(),
  address: z.string().nullable(),
  span: Span,
  requests: Count,
  /** Account and client program as they called themselves, cleaned. */
  users: z.array(z.string()),
  clients: z.array(z.string()),
  level: Level,
  actor: Actor,
  tables: z.array(TableRead),
  /** What the visit took in all, for sources that name no table. */
  total: Amount,
  /** As `bulk-dump`, `ransom-note`, `outbound-function`. */
  signatures: z.array(z.string()),
  /** Ids of the sources that show it. */
  sources: z.array(z.string()),
});
export type Visit = z.infer<typeof Visit>;

/** A sign that a record was thinned or wiped, and how it can come about without malice. */
const Suspicion = z.object({
  kind: z.string(),
  at: z.iso.datetime().nullable(),
  source: z.string(),
  evidence: z.string(),
  innocent: z.string(),
});

const Covered = z.object({
  window: Span,
  /** Share of the window in which some source would have recorded a read, 0 to 1. */
  share: z.number().min(0).max(1),
  covered: z.array(Span.extend({ sources: z.array(z.string()) })),
  gaps: z.array(Span.extend({ reason: z.string() })),
});

export const Ledger = z.object({
  schema: z.literal('nightlatch/ledger/1'),
  made: z.iso.datetime(),
  sources: z.array(Source),
  visits: z.array(Visit),
  /** Reads by table over all foreign visits. */
  tables: z.array(TableRead),
  /** Null where nobody said from when to when it was open. */
  coverage: Covered.nullable(),
  suspicions: z.array(Suspicion),
  /** People affected, as a range and how it came about; null where nothing tells. */
  people: z.object({ low: Count, high: Count.nullable(), how: z.string() }).nullable(),
  /** Requests that Nightlatch itself sent, left out of all the above. */
  own: z.object({ requests: Count }),
});
export type Ledger = z.infer<typeof Ledger>;
